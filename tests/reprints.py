"""Invented dispatches and what newspapers make of them: republished whole, cut, rewritten, within longer articles."""

from __future__ import annotations

from index.article import Article

PORT = (
    (
        "Le trafic a repris mercredi matin dans le port de Kerlouan, fermé depuis dimanche par une grève des pilotes, a annoncé"
        " la préfecture maritime. Onze navires attendaient au large, dont deux pétroliers et un ferry parti de Cork avec"
        " quatre cents passagers à son bord."
    ),
    (
        "Les pilotes réclament le remplacement des départs à la retraite et une prime de nuit, que la chambre de commerce juge"
        " hors de sa portée. Un médiateur nommé par le ministère des Transports a réuni les deux parties pendant neuf heures."
    ),
    (
        "« Nous suspendons le mouvement, nous ne l'arrêtons pas », a prévenu leur porte-parole, Goulven Abgrall. Une assemblée"
        " générale est prévue vendredi soir. Le dernier conflit de cette ampleur remontait à l'automne 1998."
    ),
)
BRIDGE = (
    (
        "Le pont suspendu de Roquebrune, interdit aux voitures après la découverte d'une fissure dans un câble, ne rouvrira pas"
        " avant l'été, ont indiqué jeudi les services du département. Les travaux coûteront trois millions d'euros."
    ),
    (
        "Quelque douze mille automobilistes l'empruntaient chaque jour. Une navette gratuite relie les deux rives toutes les"
        " vingt minutes, et les commerçants du quartier bas demandent une exonération de taxes."
    ),
)
OTHERS = (
    (
        "La rosière de Montreuil a été couronnée sous une pluie battante. Le comité des fêtes, présidé depuis trente ans par le"
        " même boulanger, avait prévu des parapluies aux couleurs de la ville, et l'harmonie a joué sous le préau de l'école."
    ),
    (
        "Dans le laboratoire d'à côté, une équipe d'acousticiens écoute pousser les arbres. Leurs capteurs, collés sur l'écorce,"
        " entendent les bulles d'air qui éclatent dans la sève quand la terre manque d'eau, et préviennent le jardinier."
    ),
    (
        "Les vendanges commenceront tôt. Après un printemps sans gel, le raisin a pris dix jours d'avance sur la moyenne, et les"
        " vignerons du coteau cherchent des saisonniers que les campings, pleins jusqu'en octobre, ne peuvent plus loger."
    ),
)


def article(name: str, *paragraphs: str, published: str = "", source: str = "", title: str = "") -> Article:
    """An article of that id."""
    body = "\n\n".join(paragraphs)
    return Article(
        name, title or f"Titre {name}", body, published=published, source=source, persons=(), places=(), dates=()
    )


DISPATCH = article("depeche", *PORT, published="2021-03-10T08:00:00+01:00", source="Agence", title="Le port rouvre")
WHOLE = article(
    "entier", *PORT, published="2021-03-10T11:30:00+01:00", source="Le Phare", title="Kerlouan : le port respire"
)
CUT = article("coupe", PORT[0], PORT[1], published="2021-03-11", source="La Bouée", title="Fin de grève au port")
LONG = article(
    "long", OTHERS[0], *PORT, *OTHERS[1:], published="2021-03-12", source="Le Courrier", title="La semaine d'un port"
)
AGAIN = article("encore", *PORT, published="2022-03-10", source="Le Phare", title="Il y a un an, le port")
UNDATED = article("sansdate", *PORT, source="Le Phare", title="Port")
BRIDGE_ONE = article("pont1", *BRIDGE, published="2021-03-11", source="Le Phare", title="Pont fermé")
BRIDGE_TWO = article("pont2", *BRIDGE, published="2021-03-12", source="Le Phare", title="Pont : pas avant l'été")
ALONE = tuple(article(f"seul{n}", text, published=f"2021-03-1{n}", source="Le Phare") for n, text in enumerate(OTHERS))

ARTICLES = (DISPATCH, WHOLE, CUT, LONG, AGAIN, UNDATED, BRIDGE_ONE, BRIDGE_TWO, *ALONE)
"""All of them; two groups, and articles that belong to none."""

GROUPS = {"depeche": ["depeche", "entier", "coupe", "long", "sansdate"], "pont1": ["pont1", "pont2"]}
"""The groups by their leads, in the order of time."""
