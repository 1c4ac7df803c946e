"""The words a title is made of: "ancien", "ministre", "délégué"; read as tables."""

from __future__ import annotations

from index.entities.fold import fold


def _words(table: str) -> frozenset[str]:
    """The words of a table, and the same as written without accents ("Etat")."""
    words = table.split()
    return frozenset((*words, *map(fold, words)))


FUNCTIONS = _words(
    # Politics, state, justice
    "président présidente ministre député députée eurodéputé eurodéputée sénateur sénatrice parlementaire maire mairesse "
    "chancelier chancelière secrétaire préfet préfète gouverneur gouverneure ambassadeur ambassadrice commissaire conseiller "
    "conseillère porte-parole chef cheffe leader candidat candidate dirigeant dirigeante délégué déléguée élu élue adjoint "
    "adjointe coordinateur coordinatrice coordonnateur coordonnatrice rapporteur rapporteure roi reine prince princesse "
    "empereur émir sultan dictateur opposant opposante dissident dissidente militant militante activiste syndicaliste avocat "
    "avocate bâtonnier bâtonnière juge procureur procureure magistrat magistrate notaire diplomate médiateur médiatrice "
    "contrôleur contrôleuse inspecteur inspectrice consul "
    # Arms, police, faith
    "général générale colonel capitaine commandant lieutenant adjudant sergent caporal maréchal amiral brigadier gendarme policier "
    "policière pompier pape cardinal archevêque évêque imam rabbin pasteur prêtre abbé ayatollah mufti patriarche "
    # Firms and associations
    "directeur directrice pdg patron patronne fondateur fondatrice cofondateur cofondatrice dg gérant gérante entrepreneur "
    "entrepreneuse industriel banquier banquière homme femme responsable organisateur organisatrice administrateur "
    "administratrice actionnaire trésorier trésorière gestionnaire manager "
    # Learning and medicine
    "professeur professeure chercheur chercheuse historien historienne sociologue politologue économiste philosophe psychologue "
    "psychiatre psychanalyste médecin infectiologue épidémiologiste virologue immunologiste cardiologue neurologue biologiste "
    "physicien physicienne chimiste mathématicien mathématicienne géographe géologue anthropologue ethnologue archéologue "
    "astronome astrophysicien astrophysicienne climatologue glaciologue paléontologue linguiste astronaute spationaute cosmonaute "
    "chirurgien chirurgienne pédiatre urgentiste infirmier infirmière ingénieur ingénieure analyste expert experte spécialiste "
    "consultant consultante essayiste enseignant enseignante instituteur institutrice démographe "
    # Arts and media
    "acteur actrice comédien comédienne chanteur chanteuse rappeur rappeuse humoriste réalisateur réalisatrice cinéaste "
    "producteur productrice scénariste metteur dramaturge écrivain écrivaine auteur auteure autrice romancier romancière poète "
    "poétesse journaliste reporter correspondant correspondante rédacteur rédactrice animateur animatrice présentateur "
    "présentatrice chroniqueur chroniqueuse éditorialiste photographe peintre sculpteur sculptrice architecte urbaniste musicien "
    "musicienne compositeur compositrice pianiste violoniste guitariste batteur bassiste danseur danseuse chorégraphe styliste "
    "couturier couturière créateur créatrice mannequin dessinateur dessinatrice caricaturiste illustrateur illustratrice "
    "plasticien plasticienne designer artiste blogueur blogueuse youtubeur youtubeuse influenceur influenceuse cuisinier "
    "cuisinière dj biographe parolier imitateur imitatrice galeriste conservateur conservatrice "
    # Sport
    "entraîneur entraîneure sélectionneur sélectionneuse joueur joueuse footballeur footballeuse attaquant attaquante défenseur "
    "défenseuse gardien gardienne ailier buteur meneur tennisman pilote champion championne coureur coureuse cycliste sprinteur "
    "sprinteuse nageur nageuse athlète boxeur boxeuse rugbyman basketteur basketteuse handballeur handballeuse volleyeur "
    "volleyeuse judoka skieur skieuse biathlète navigateur navigatrice skipper talonneur grimpeur grimpeuse alpiniste surfeur "
    "surfeuse golfeur golfeuse gymnaste patineur patineuse escrimeur escrimeuse perchiste marathonien marathonienne arbitre "
    "recordman recordwoman explorateur exploratrice "
    # Trades
    "agriculteur agricultrice éleveur éleveuse boulanger boulangère vigneron vigneronne viticulteur viticultrice apiculteur "
    "restaurateur restauratrice commerçant commerçante libraire éditeur éditrice pharmacien pharmacienne vétérinaire"
)
"""What somebody does or presides over; no kin, no nationality alone, nothing that a court has yet to decide."""

NEEDED = {
    "homme": _words("politique affaires état lettres théâtre radio"),
    "femme": _words("politique affaires état lettres théâtre radio"),
    "metteur": _words("scène ondes"),
    "meneur": _words("jeu revue"),
}
"""Words that are a title only with one of these after them: "homme d'affaires"."""

RANKS = _words(
    "ancien ancienne ex vice premier première futur future double triple quadruple co sous contre haut haute grand"
)
"""What stands before a function and belongs to it: "ancien ministre", "premier secrétaire"."""

QUALIFIERS = _words(
    "nouveau nouvelle actuel actuelle jeune célèbre défunt défunte feu très tout toute seul seule même propre puissant "
    "puissante fameux fameuse autre grande petit petite cher chère"
)
"""May stand between an article and a title; no part of it."""

KIN = _words(
    "fils fille femme épouse époux mari frère soeur sœur père mère oncle tante cousin cousine neveu nièce compagnon compagne ami "
    "amie veuve veuf proche bras successeur prédécesseur rival rivale cabinet entourage équipe collaborateur collaboratrice"
)
"""Beside a function these name somebody else: "le fils du président, Jean Dupont"."""

ARTICLES = _words("le la l' son sa notre leur")
"""What makes a title between commas this person's: "le maire, Jean Dupont,"."""

OTHER_DETERMINERS = _words("un une ses nos votre ce cet cette ou comme")
# "À" without its accent is the verb.
PREPOSITIONS = _words("de du des d' à au aux en pour chargé chargée auprès") - {"a"}
HONORIFICS = _words("m mm mme mlle me dr pr mgr")
ADVERBS = _words("alors également aussi désormais âgé âgée")

PARTIES = frozenset(("Modem", "MoDem", "Insoumis"))

ADJECTIVE_ENDINGS = tuple(
    _words(
        "ien ienne éen éenne ain aine ais aise ois oise iste al ale aux el elle if ive aire ique ol ole and ande ible able ier "
        "ière eux euse iens iennes ains aines aises oises istes ales els elles ifs ives aires iques ols ands andes ibles ables "
        "iers ières euses"
    )
)
OTHER_ADJECTIVES = _words(
    "russe belge turc turque grec grecque suisse serbe croate tchèque slovaque bulgare corse basque catalan catalane afghan "
    "afghane kurde arabe malgache monégasque public publics réélu réélue déchu déchue destitué destituée désigné désignée "
    "autoproclamé autoproclamée exilé exilée retraité retraitée associé associée sortant sortante suppléant suppléante "
    "supérieur supérieure supérieurs supérieures extérieur extérieure intérieur intérieure majeur insoumis insoumise démocrate "
    "républicain républicaine centriste vert verte mixte frondeur frondeuse maronite chiite sunnite orthodoxe offensif"
)
NO_ADJECTIVES = _words(
    "explique critique indique réplique applique communique implique abdique revendique pratique fabrique insiste assiste existe "
    "résiste persiste consiste rappelle appelle interpelle quelle telle laquelle celle elle arrive suive prive mais jamais "
    "désormais demain hier trois mois fois parfois quatre faire taire plaire journal mal quel tel appel signale soudain train "
    "main terrain pain bain fin vin matin quand ordinaire chaise salaire"
)
"""Words that end as adjectives do and are verbs, adverbs, nouns."""

STOPS = _words(
    "a ont est sont était étaient avait avaient sera seront fut ait soit qui que qu' dont où quand si mais car donc ni ne n' se "
    "s' y il elle ils elles on lui leur je nous vous c' ce cela avec sans sous sur par contre entre selon après avant depuis dès "
    "lors pendant chez vers dans puis ainsi lorsque lorsqu' comme plus pas doit peut va vont dit plusieurs"
)
"""Words no title goes on over."""
