"""What stands around an article on a page: menus, captions, advertisements, "lire aussi", share buttons."""

from __future__ import annotations

import re

from bs4.element import Tag

_TAGS = frozenset((
    "nav", "aside", "footer", "form", "figure", "figcaption", "caption", "menu", "dialog",
))  # fmt: skip
_ROLES = frozenset((
    "navigation", "complementary", "banner", "contentinfo", "search", "dialog", "alertdialog", "form", "menu",
    "menubar",
))  # fmt: skip
_NEVER = frozenset((
    "html", "body", "main", "article",
))  # fmt: skip

# Words of class names and ids, as French and English sites choose them.
_WORDS = frozenset((
    "nav", "navbar", "navigation", "menu", "menus", "breadcrumb", "breadcrumbs", "ariane", "share", "sharing",
    "sharebar", "partage", "partager", "social", "socials", "reseaux", "related", "relatedposts", "similaires",
    "connexes", "recommended", "recommendations", "recommandations", "outbrain", "taboola", "newsletter",
    "newsletters", "abonnement", "abonnez", "subscribe", "subscription", "paywall", "promo", "promotion", "pub",
    "pubs", "publicite", "ads", "advert", "adverts", "advertising", "advertisement", "sponsor", "sponsored",
    "sidebar", "comment", "comments", "commentaire", "commentaires", "disqus", "caption", "captions", "legende",
    "legendes", "credit", "credits", "copyright", "cookie", "cookies", "consent", "rgpd", "gdpr", "popup",
    "modal", "tags", "keywords", "toolbar", "widget", "widgets", "rating", "pagination", "pager", "teaser",
    "teasers", "carousel", "slider", "trending", "popular", "byline", "signature", "footnav", "topbar", "skip",
    "skiplink", "player", "hidden", "sr", "screenreader", "print", "toc",
))  # fmt: skip
_PHRASES = re.compile(
    r"(?:^|[\W_])(?:a?[-_]?lire[-_]?aussi|voir[-_]?aussi|a[-_]lire|read[-_]?(?:also|more|next)|see[-_]?also|most[-_]?read"
    r"|plus[-_]?lus|meme[-_]?sujet|author[-_]?(?:bio|box|card|info)|(?:sur|dans)[-_]le[-_]meme|post[-_]?meta|entry[-_]?meta"
    r"|article[-_]?meta|visually[-_]?hidden|site[-_]?header|page[-_]?header)(?:$|[\W_])",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

# A box named like furniture that holds this share of the page's paragraphs is its frame.
_FRAME_SHARE = 0.4

# Lines of an article's box that are not its text. Only short blocks are looked at.
_LONGEST_LINE = 200
_LINES = re.compile(
    r"^(?:[>»•▶►→+*\s]*)(?:(?:à |a )?(?:lire|voir|écouter|regarder|découvrir|relire|consulter) (?:aussi|également|ou relire)\b"
    r"|(?:à|a) (?:lire|voir|écouter|découvrir)\s*(?::|sur|$)|lire\s*:|notre (?:dossier|article|vidéo)\s*:|en savoir plus\b"
    r"|sur le même (?:sujet|thème)|read (?:also|more)|(?:partager|partagez|tweeter|imprimer|commenter|réagir|envoyer)\b.{0,60}$"
    r"|(?:abonnez|inscrivez|connectez)-vous\b|déjà abonné|(?:cet|cet?te) (?:article|contenu) est réservé|suivez[- ](?:nous|.{2,40} sur)\b"
    r"|retrouvez (?:toute|tous|nos|l'|l’)|newsletter|publicité\b|advertisement\b|la suite après (?:la|cette) publicité"
    r"|(?:crédits?|photos?|illustration|copyright)\s*(?:photos?)?\s*[:©]|©|tous droits réservés"
    r"|temps de lecture|lecture\s*:?\s*\d+ ?min|\d+ ?min(?:utes?)? de lecture|\d+ commentaires?$|commentaires?\s*(?:\(\d+\))?$"
    r"|ajouter à (?:vos|mes|ma|la)\b|vous possédez déjà un compte|il vous reste\b.{1,20}\bde cet article|découvrez nos offres"
    r"|sommaire$|nos vidéos$|par [A-ZÀ-Ý][^.!?]{2,60}$"
    r"|mots[- ]clés?\s*:|tags?\s*:|thèmes?\s*:|catégories?\s*:)",
    re.IGNORECASE,
)
_MONTH = r"(?:janv(?:ier)?|févr?(?:ier)?|fevrier|mars|avr(?:il)?|mai|juin|juil(?:let)?|août|aout|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|déc(?:embre)?|decembre)"
_DATE = rf"(?:\d{{1,2}}(?:er)?\s+{_MONTH}\.?\s+\d{{4}}|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}})"
PUBLISHED_LINE = re.compile(
    rf"^.{{0,100}}?\b(?:publiée?s?|mise?s? (?:à jour|en ligne)|modifiée?|postée?|actualisée?)\b.{{0,40}}?{_DATE}.{{0,60}}$",
    re.IGNORECASE | re.DOTALL,
)
_DATE_LINE = re.compile(
    rf"^(?:le\s+)?(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?{_DATE}(?:\s*(?:à|-|,|\|)?\s*\d{{1,2}}\s*[h:]\s*\d{{0,2}})?\.?$",
    re.IGNORECASE,
)


def is_furniture_text(text: str) -> bool:
    """Whether a block, from its words alone, is no text of the article: "Lire aussi : …", "Publié le …"."""
    if len(text) > _LONGEST_LINE:
        return False
    return any(pattern.match(text) for pattern in (_LINES, PUBLISHED_LINE, _DATE_LINE))


class Furniture:
    """Tells furniture from text on one page, by element names, roles and class names."""

    def __init__(self, body: Tag) -> None:
        self._paragraphs = sum(len(p.get_text()) for p in body.find_all("p")) or 1
        marked = body.select('h1, [itemprop~="articleBody"]')
        self._protected = {id(parent) for tag in marked for parent in (tag, *tag.parents)}

    def is_furniture(self, tag: Tag) -> bool:
        """Whether an element, with all that is in it, stands around the article rather than in it."""
        if tag.name in _NEVER or id(tag) in self._protected:
            return False
        # Elements of AMP pages: menus, consent, advertisements, pictures; text stands in none of them.
        if tag.name.startswith("amp-") or tag.name in _TAGS or tag.get("role") in _ROLES or tag.has_attr("hidden"):
            return True
        if _HIDDEN_STYLE.search(str(tag.get("style") or "")):
            return True
        return self._is_named_so(tag) and not self._is_frame(tag)

    @staticmethod
    def _is_named_so(tag: Tag) -> bool:
        classes = tag.get("class") or ()
        name = " ".join([*([classes] if isinstance(classes, str) else classes), str(tag.get("id") or "")])
        if name == " " or not name:
            return False
        words = re.split(r"[\W_]+", re.sub(r"([a-z])([A-Z])", r"\1-\2", name).lower())
        return not _WORDS.isdisjoint(words) or _PHRASES.search(name) is not None

    def _is_frame(self, tag: Tag) -> bool:
        inside = sum(len(p.get_text()) for p in tag.find_all("p"))
        return inside >= _FRAME_SHARE * self._paragraphs
