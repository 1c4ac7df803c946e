"""Words that show a person's name, or that look like one and are not. Folded, read as tables."""

from __future__ import annotations

from index.entities.fold import word_set

HONORIFICS = word_set(
    "m mm mme mmes mlle mgr me maitre dr docteur pr prof professeur monsieur madame mademoiselle sir lord lady prince "
    "princesse roi reine pape duc duchesse comte comtesse baron baronne sultan emir sheikh cheikh cardinal soeur frere "
    "mister miss mr mrs general colonel capitaine commandant lieutenant marechal amiral sergent president presidente "
    "ministre juge procureur imam rabbin pere abbe mollah ayatollah chancelier "
    "chanceliere empereur dj tsar infante marquis marquise"
)
"""A title: a single capitalised word after it is a person ("M. Dupont", "le général Lecointre")."""

SURE_TITLES = word_set("m mme mlle mgr me dr pr maitre monsieur madame docteur")
"""After these nothing but a person's name stands."""

ROLES = word_set(
    "acteur actrice chanteur chanteuse rappeur rappeuse humoriste comedien comedienne realisateur realisatrice journaliste "
    "animateur animatrice ecrivain ecrivaine auteur autrice romancier romanciere philosophe historien historienne sociologue "
    "economiste politologue avocat avocate maire patron patronne directeur directrice pdg fondateur fondatrice "
    "porte-parole secretaire chef cheffe leader candidat candidate opposant dissident militant militante activiste "
    "entraineur selectionneur joueur joueuse footballeur footballeuse attaquant defenseur milieu gardien tennisman pilote "
    "champion championne coureur cycliste nageur nageuse athlete boxeur rugbyman basketteur skieur navigateur skipper "
    "mannequin modele photographe peintre sculpteur architecte musicien musicienne compositeur pianiste guitariste dj "
    "producteur productrice presentateur presentatrice chroniqueur chroniqueuse editorialiste styliste couturier createur creatrice "
    "medecin infectiologue epidemiologiste virologue chercheur chercheuse scientifique biologiste physicien astronaute "
    "spationaute milliardaire homme femme fils fille epouse epoux mari frere soeur pere mere oncle tante cousin cousine neveu "
    "niece compagnon compagne ami amie fiancee fiance veuve ex-ministre ex-president ex-premier gouverneur gouverneure "
    "ambassadeur ambassadrice commissaire prefet prefete conseiller conseillere vice-president vice-presidente eurodeputee "
    "eurodepute adjoint adjointe president-candidat terroriste assaillant suspect victime star vedette idole legende artiste "
    "youtubeur youtubeuse blogueur influenceur influenceuse cuisinier pretre eveque archeveque analyste responsable numero "
    "nomme nommee baptise surnomme appele britannique americain americaine francais francaise russe allemand allemande "
    "italien italienne espagnol espagnole belge suisse canadien canadienne chinois chinoise japonais japonaise coreen "
    "nord-coreen turc iranien israelien palestinien bresilien argentin portugais neerlandais suedois norvegien danois "
    "polonais ukrainien bielorusse syrien libanais algerien algerienne marocain tunisien senegalais malien australien "
    "socialiste democrate republicain republicaine ecologiste centriste conservateur travailliste communiste insoumis "
    "interieur economie finances justice education culture sante defense transports etrangeres affaires travail europe "
    "etat gouvernement republique nationale environnement agriculture sports logement solidarites budget"
)
"""Functions, kin, nationalities and portfolios: a name of two words after one is a person
("l'acteur américain Tom Hanks", "le ministre de la Santé Olivier Véran")."""

SAYING = word_set(
    "a avait est etait declare affirme explique estime annonce indique precise ajoute souligne raconte confie assure "
    "dit lance repond denonce regrette rappelle juge commente conclut poursuit ecrit veut va doit peut sera devrait "
    "pourrait reste fait aurait serait ne n s se lui qui"
)
"""A verb right after a name: its subject speaks or acts."""

SAYING_BEFORE = word_set(
    "explique conclut raconte confie ajoute estime assure poursuit precise indique affirme declare souligne temoigne "
    "lance resume repond reagit regrette soupire insiste detaille commente prevenu petit petite petits baptise prenomme prenommee"
)
"""A verb right before its subject, after a quotation: "explique Ludovic"."""

NOT_IN_NAMES = word_set(
    "parti union club groupe societe compagnie banque federation association syndicat front rassemblement mouvement "
    "republique republicains assemblee senat conseil comite commission ministere universite ecole institut college lycee "
    "hopital musee theatre opera festival coupe ligue championnat open tour grand prix jeux agence journal radio television "
    "tv tele times post news match magazine express monde figaro parisien point nouvel obs liberation equipe voici gala "
    "street park airlines airways motors motor ford renault peugeot citroen mercedes benz bmw audi volkswagen porsche "
    "ferrari lamborghini maserati bugatti bentley rolls royce jaguar rover land toyota nissan honda mazda tesla volvo dacia "
    "opel fiat alfa romeo skoda seat kia hyundai chevrolet cadillac dodge jeep mclaren lotus aston sport sports gt "
    "concept coupe cabriolet edition limited netflix amazon google facebook twitter instagram youtube apple microsoft "
    "samsung sony nintendo disney marvel warner universal canal bfmtv cnews lci rtl rmc nrj tf1 m6 w9 afp reuters "
    "city united football rugby saint-germain olympique racing real stade fc awards award oscar oscars cesar "
    "brigade armee police gendarmerie tribunal cour etat etats unis royaume nations organisation otan onu unesco fifa uefa "
    "grande europe france national internationale international mondial covid coronavirus ehpad cgt cfdt fo medef sncf edf "
    "ratp lrem lr ps fn rn eelv modem udi insoumise marche noel paques toussaint pentecote halloween day week show cup "
    "world new north south east west le-pen-pen house university college center centre island islands beach hill hills "
    "valley river lake bay mount saint-sylvestre black friday premier dernier super jesus-christ bowl ballon or d'or league of the and "
    "for in my your love one dead man woman star wars game thrones express airbus boeing total danone nestle "
    "dior chanel vuitton hermes gucci prada cartier cardin kenzo lvmh carrefour auchan leclerc casino lidl monoprix "
    "playboy vogue elle closer people public lakers bulls heat suns nets celtics hebdo interactive gmbh inc ltd univers "
    "ecologie ecologie-les verts"
)
"""A capitalised stretch with one of these is an organisation, a brand, a title, an event."""

OPENERS = word_set(
    "le la les l un une des du de d au aux en dans sur sous avec sans pour par contre entre selon apres avant depuis "
    "pendant lors alors comme si quand lorsque mais ou et donc or ni car que qui quoi dont c ce cet cette ces ca cela "
    "il elle ils elles on je tu nous vous son sa ses leur leurs mon ma mes notre nos votre vos tout tous toute toutes "
    "chez vers voici voila ici la-bas hier aujourd demain pourquoi comment combien quel quelle quels quelles interroge "
    "interrogee invite invitee accuse accusee outre malgre grace face quant non oui merci bravo video videos photo photos "
    "info exclusif direct live affaire proces mort deces interview portrait dixit ancien ancienne actuel cher chere "
    "feu adieu hommage jeune petit petite grand grande seul seule plus moins tres trop aussi ainsi puis enfin ensuite "
    "bien bon bonne meme jamais toujours parmi d'apres a y est etait sont ont avait fait parce durant jusqu des aussi "
    "certains plusieurs deux trois quatre cinq six cent mille article partager lire voir ecouter lundi mardi mercredi "
    "jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre "
    "francais francaise francaises americain americains britannique britanniques allemands italiens espagnols russes chinois dieu "
    "internet web etat telle tel pas autre autres rien personne chaque quelques certes pourtant cependant toutefois "
    "peut etes suis sommes etre avoir vu vous-meme lui moi toi eux celui celle ceux celles autant tant faut "
    "interrogez regardez ecoutez decouvrez retrouvez allez venez attention pres loin concernant suite fin debut"
)
"""Words capitalised because they begin a sentence, a title or a quotation."""

BEFORE_NO_PERSON = word_set(
    "rue avenue boulevard place quai stade lycee college ecole hopital gymnase aeroport gare station metro pont loi prix "
    "trophee coupe fondation institut association collectif cabinet groupe societe entreprise marque maison clinique "
    "centre parc square salle theatre musee village ville commune quartier ouragan tempete cyclone navire cathedrale "
    "eglise basilique chapelle famille freres soeurs epoux clan couple gouvernement constructeur modele voiture robot magazine quotidien "
    "hebdomadaire chaine site film serie album roman livre titre chanson bateau paquebot croiseur porte-avions editions "
    "loi-travail operation plan rapport amphitheatre residence foyer espace prison stade cite les des aux"
)
"""After these a person's name names something else ("la rue Victor Hugo", "la loi El Khomri")."""

FAMOUS = word_set(
    "hitler staline lenine napoleon mozart beethoven bach beyonce rihanna neymar madonna booba dieudonne trump macron poutine "
    "sarkozy hollande merkel obama bolsonaro erdogan netanyahu zelensky mitterrand giscard pompidou chirac brassens brel bardot "
    "sartre camus picasso monet manet van-gogh dali godard truffaut hitchcock chaplin shakespeare voltaire rousseau descartes "
    "moliere racine balzac zola flaubert proust baudelaire rimbaud verlaine einstein freud darwin marx engels nietzsche kant "
    "platon socrate aristote cesar cleopatre charlemagne robespierre danton mussolini franco pinochet castro kadhafi mandela "
    "gandhi kennedy nixon reagan clinton thatcher churchill roosevelt gorbatchev eltsine khomeini maradona pele ronaldo messi "
    "zidane platini mbappe benzema griezmann pogba federer nadal djokovic balkany fillon melenchon wauquiez bayrou hulot "
    "benalla castaner darmanin veran raoult soprano orelsan stromae indochine gainsbourg hallyday aznavour dalida barbara renaud "
    "zazie jenifer calogero nolwenn louane angele nabilla loana nagui cyril-hanouna hanouna ardisson coluche desproges banksy "
    "maradona cabu wolinski charb jesus mahomet bouddha marie-antoinette louis-xiv lady-gaga adele eminem jay-z xxxtentacion"
) - {"racine", "barbara", "renaud", "franco", "pele", "soprano", "indochine", "marx", "cesar", "bach"}
"""Single words that are one person to every reader of the press."""
