"""Words that show a place's name, or show that it names something else. Folded, read as tables."""

from __future__ import annotations

from index.entities.fold import word_set

NAMED_AFTER_A_PLACE = word_set(
    "fc as ac rc sc us olympique racing girondins club real athletic standard sporting inter bayern borussia universite "
    "festival tour coupe open prix f1 rallye marathon salon foire convention traite accord accords pacte banque air radio "
    "miss mister electricite orchestre conservatoire academie institut ecole protocole heures olympiques jo mines "
    "medef aeroports groupe edition editions biennale masters tournoi meeting mostra bataille edit mondial classement tribune "
    "nouvelles champion championne champions cochon cochons duc duchesse politiques in choix poivre meteo publique maires "
    "association bfm bleu cirque film cinema gourdes eau alerte princesse prince campagne sciences po concours gouts voix to"
)
"""Before a place's name, with or without "de": a club, a paper, a body, an event, a title."""

BEGINS_ANOTHER_NAME = word_set(
    "match sg fc inter info infos bleu culture television televisions insoumise premiere habitat dauphine musees times post "
    "lakers bulls matin presse ecologie soir musique antilles diplomatie motor motors telecom galop active basket handball "
    "united city rangers knicks mirror herald tribune saint sainte fashion dakar europeenne libre nationale n en_colere"
)
"""After a place's name: "Paris Match", "La France insoumise"."""

LOCATIVES = word_set(
    "a en vers depuis entre pour jusqu dans sur via rejoindre quitter visiter de d et ou par contre chez comme"
)
"""Just before a name that may be something else."""

STRONG_LOCATIVES = frozenset({"a", "vers"})
"""Just before a name that mostly is something else."""

PLACE_HEADS = word_set(
    "pres hors autour region ville commune communes maire maires mairie village habitants gare hopital chu tribunal prison "
    "parquet procureur gendarmerie police commissariat quartier hauteur proche originaire eveque archeveque prefecture aeroport "
    "centre correctionnel judiciaire assises appel port lycee college rues banlieue nord sud est ouest sortie direction "
    "station plage depute deputee agglomeration urbaine pompiers secours localite bourg environs large ile iles zoo ateliers "
    "site usine loin alentours vieux stade recherches brigade tgi universitaire hospitalier republique circuit cote sens"
)
"""Before "de" and a place's name: "le tribunal de Nanterre", "près de Sens"."""

DEPARTMENT_HEADS = word_set(
    "departement departements prefet prefete prefecture depute deputee senateur senatrice gendarmes gendarmerie pompiers "
    "sdis departemental departementale habitants dans"
)
"""Before "le Nord" and "le Centre", which are directions otherwise."""

EVERYDAY = word_set(
    "tours nice sens die brie mer bourg bois grasse orange moulins port salon signes lens ham rue vif us vire laon foix "
    "pays corps fort grand beau blanc saint contes mure mions ceret barr male cher riom gap apt eu ay pau auch dole albi "
    "castres lunel mende millau vitre vienne cluses dax bar centre union est ouest sud nord champagne marche mars victoria "
    "colombie georgie phoenix orlando austin jackson dallas charlotte florence valence cholet istres carros lure maurice "
    "guernesey jersey chelsea madison lincoln houston lagos tripoli split medina sale bari cork bath reading hull carrefour "
    "toyota fuji java erode montagne force croix garde madeleine provence bron gex crest uzes thiers bruges gand mobile "
    "independence liberty berkeley posadas china san"
) - {"dallas", "georgie", "colombie", "provence", "nice", "valence", "florence", "houston", "castres", "champagne"}
"""Names of the lists that are everyday words, first names or surnames as well."""
