"""The texts of the network."""

from __future__ import annotations

FRENCH = {
    "view.network": "Réseau",
    "network.of": "De",
    "network.of.person": "personnes",
    "network.of.place": "lieux",
    "network.of.both": "personnes et lieux",
    "network.weight": "Lien selon",
    "network.weight.count": "les articles",
    "network.weight.pmi": "l’information mutuelle",
    "network.top": "Noms",
    "network.least": "Articles communs, au moins",
    "network.drawing": "Réseau des noms qui vont ensemble",
    "network.tie": "{first} et {second} : {articles}, IMN {npmi}",
    "network.legend": "Un rond est une personne, un carré un lieu ; l’aire dit le nombre d’articles, l’épaisseur du trait la force du lien. "
    "Ne sont tracés que les liens les plus forts. Un nom mène à ses articles, un trait à ceux des deux noms.",
    "network.skip": "Passer le dessin, aller au tableau",
    "network.pair": "Ensemble",
    "network.articles": "Articles",
    "network.npmi": "IMN",
    "network.npmi_title": "Information mutuelle normalisée : 1, toujours ensemble ; 0, comme au hasard ; −1, jamais",
    "network.more": "Le tableau s’arrête ici ; {n} paires de plus sont dans le fichier CSV.",
    "network.none": "Aucune paire de ces noms n’est dans {n} articles ou plus.",
    "network.zero": "Ces articles ne nomment personne ni aucun lieu.",
}
ENGLISH = {
    "view.network": "Network",
    "network.of": "Of",
    "network.of.person": "persons",
    "network.of.place": "places",
    "network.of.both": "persons and places",
    "network.weight": "Linked by",
    "network.weight.count": "articles",
    "network.weight.pmi": "mutual information",
    "network.top": "Names",
    "network.least": "Articles in common, at least",
    "network.drawing": "Network of the names that go together",
    "network.tie": "{first} and {second}: {articles}, NPMI {npmi}",
    "network.legend": "A circle is a person, a square a place; areas tell the number of articles, the width of a line how strong the link is. "
    "Only the strongest links are drawn. A name leads to its articles, a line to those of both names.",
    "network.skip": "Skip the drawing, go to the table",
    "network.pair": "Together",
    "network.articles": "Articles",
    "network.npmi": "NPMI",
    "network.npmi_title": "Normalised pointwise mutual information: 1, always together; 0, as by chance; −1, never",
    "network.more": "The table ends here; {n} more pairs are in the CSV file.",
    "network.none": "No pair of these names is in {n} articles or more.",
    "network.zero": "These articles name no person and no place.",
}
