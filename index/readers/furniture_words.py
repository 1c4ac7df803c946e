"""The words by which French sites betray what is no text of an article: "Lire aussi", "Abonnez-vous", "Publié le".

Useful for: lines and headings of pages. Not for: names of classes; see ``html_furniture``.
"""

from __future__ import annotations

import re

# What may stand before: bullets, arrows, quotation marks of menus.
_LEAD = r"[>»•▶►→+*\s–—-]*"
_ALSO = r"(?:lire|voir|écouter|regarder|découvrir|relire|revoir|consulter|suivre)"

# Lines of an article's box that are not its text. Only short blocks are looked at.
_LONGEST_LINE = 200
_LINES = re.compile(
    rf"^{_LEAD}(?:(?:à |a )?{_ALSO} (?:aussi|également|ou relire)\b|(?:à|a) {_ALSO}\s*(?::|sur|$)|lire\s*:"
    r"|notre (?:dossier|article|vidéo)\s*:|en savoir plus\b|sur le même (?:sujet|thème)|read (?:also|more)"
    r"|(?:partager|partagez|tweeter|imprimer|commenter|réagir|envoyer)\b.{0,60}$"
    r"|(?:abonnez|inscrivez|connectez|identifiez)-vous\b|déjà abonné|je (?:m['’]abonne|me connecte|crée mon compte)\b"
    r"|(?:cet|cet?te|ce) (?:article|contenu|service) est (?:réservé|exclusivement)|(?:article|contenu|vidéo) réservée? (?:aux|à nos)\b"
    r"|la suite (?:est réservée|de cet article)|il vous reste\b.{1,40}\b(?:à lire|de cet article)|vous avez lu \d"
    r"|pour (?:lire|découvrir|consulter) la suite|(?:suivez|rejoignez)[- ](?:nous|.{2,40} sur)\b"
    r"|retrouvez (?:toute|tous|nos|l'|l’)|(?:votre |notre |recevoir (?:la|nos) )?newsletters?\b|votre (?:adresse )?e-?mail\b"
    r"|en (?:vous inscrivant|cliquant sur)\b|publicité\b|advertisement\b|passer la publicité|annonce\s*$"
    r"|la suite après (?:la|cette) publicité|(?:crédits?|photos?|illustration|copyright)\s*(?:photos?)?\s*(?:\(?cc\)?\s*)?[:©]|©"
    r"|tous droits réservés|temps de lecture|(?:écouter|lire|imprimer|sauvegarder|copier) (?:l['’]article|le lien)\b|lien copié"
    r"|lecture\s*:?\s*\d+ ?min|\d+ ?min(?:utes?)? (?:de lecture|read)\b|\d+ (?:commentaires?|réactions?|partages?)$"
    r"|commentaires?\s*(?:\(\d+\))?$|ajouter (?:à (?:vos|mes|ma|la)|aux favoris)\b|l['’]article a été ajouté"
    r"|vous possédez déjà un compte|découvrez nos offres|profitez de (?:notre|nos) offres?\b|sommaire$|nos vidéos$"
    r"|par (?-i:[A-ZÀ-Ý])[^.!?]{2,60}$|mots[- ]cl(?:és|efs)?\s*:?|tags?\s*:|thèmes?\s*:|catégories?\s*:|via giphy$)",
    re.IGNORECASE,
)
_MONTH = r"(?:janv(?:ier)?|févr?(?:ier)?|fevrier|mars|avr(?:il)?|mai|juin|juil(?:let)?|août|aout|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|déc(?:embre)?|decembre)"
_DATE = rf"(?:\d{{1,2}}(?:er)?\s+{_MONTH}\.?\s+\d{{4}}|\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?\d{{2,4}})"
PUBLISHED_LINE = re.compile(
    rf"^.{{0,100}}?\b(?:publiée?s?|mise?s? (?:à jour|en ligne)|modifiée?|postée?|actualisée?|créée?)\b.{{0,40}}?{_DATE}.{{0,60}}$",
    re.IGNORECASE | re.DOTALL,
)
_DATE_LINE = re.compile(
    rf"^(?:le\s+)?(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?{_DATE}"
    rf"(?:\s*(?:à|-|,|\|)?\s*\d{{1,2}}\s*[h:]\s*\d{{0,2}})?(?:\s*[,|–-]\s*(?:par|by)\s.{{2,60}})?\.?$",
    re.IGNORECASE,
)

HEADS = re.compile(
    rf"{_LEAD}(?:(?:à |a )?{_ALSO} (?:aussi|également|ensuite|encore)(?: sur .*)?|(?:à|a) (?:lire|voir|écouter|découvrir|suivre)(?: sur .*| dans .*)?"
    r"|(?:sur|dans) (?:le|la|les) mêmes? (?:sujets?|thèmes?|rubriques?|dossiers?|série)|dans la rubrique|du même auteur"
    r"|(?:vos |nos |les )?(?:articles?|contenus?|sujets?|vidéos?|dossiers?) (?:liée?s?|associée?s?|similaires?|connexes?|recommandée?s?|correspondants?|en relation)"
    r"|(?:les |articles? |vidéos? )*(?:plus|\+) (?:lus|lues|partagés|populaires|commentés|vus|vues|consultés|récents|d['’]articles)(?: .{0,25})?"
    r"|nos (?:vidéos|services|offres|newsletters|podcasts|partenaires|derniers? .*|lecteurs ont (?:aussi )?lu.*)"
    r"|(?:la )?newsletters?(?: .{0,25})?|(?:vos |tous (?:les|vos) |\d+ )?(?:commentaires|réactions)(?: ?\(\d+\))?"
    r"|(?:la rédaction|l['’]auteur|on|nous) vous (?:conseille|recommande|propose)[^.!?]*|(?:vous aimerez|vous pourriez|cela (?:peut|pourrait))[^.!?]*"
    r"|(?:sélection|articles?|vidéos?) (?:recommandée?s?|de la rédac(?:tion)?)|source de l['’]article|(?:en continu|l['’]info en continu|fil info)"
    r"|(?:les |nos )?derni[eè]re?s (?:actus?|actualités|infos|news|nouvelles|vidéos|articles|publis|publications|diffusions)(?: .{0,25})?"
    r"|recommandé(?:s)? pour vous|ailleurs sur le web|contenus? sponsorisés?|autour du même sujet|partager(?: (?:cet|l['’])article)?"
    r"|réagir(?: à (?:cet|l['’])article)?|laisser un commentaire.*|suivez[- ]nous.*|(?:à propos de )?l['’]auteur|abonnez-vous.*"
    r"|(?:nouveau ?: ?)?découvrez nos offres.*|pour (?:accéder|aller) (?:en illimité|plus loin sur .*)|ce contenu est réservé.*)"
    r"\s*[:!›»>…]*",
    re.IGNORECASE,
)
"""A short line that heads a box of furniture; to be matched whole."""


def is_furniture_text(text: str) -> bool:
    """Whether a block, from its words alone, is no text of the article: "Lire aussi : …", "Publié le …"."""
    if len(text) > _LONGEST_LINE:
        return False
    return any(pattern.match(text) for pattern in (_LINES, PUBLISHED_LINE, _DATE_LINE))
