"""The OpenSearch 1.1 description: browsers add the engine, and complete what is typed."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from web.operation import JSON
from web.operations import OPENSEARCH, OPERATIONS, SUGGESTIONS

_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
# The specification allows 16 and 48 characters.
_SHORT, _LONG = 16, 48


def description(site_name: str, root: str) -> bytes:
    """The XML document; ``root`` is the site's absolute URL, with its final slash: templates must be absolute."""
    ET.register_namespace("", _NAMESPACE)
    document = ET.Element(f"{{{_NAMESPACE}}}OpenSearchDescription")

    def add(name: str, text: str = "", **attributes: str) -> None:
        ET.SubElement(document, f"{{{_NAMESPACE}}}{name}", attributes).text = text or None

    def url(media_type: str, path: str, **attributes: str) -> None:
        add("Url", type=media_type, template=root + path.lstrip("/"), **attributes)

    add("ShortName", site_name[:_SHORT])
    add("LongName", f"{site_name}, la presse en français"[:_LONG])
    add("Description", f"Chercher des articles de presse dans {site_name} : mots, personnes, lieux, dates.")
    url("text/html", "/?q={searchTerms}&page={startPage?}", method="get", rel="results")
    url(JSON, OPERATIONS["search"].path + "?q={searchTerms}&page={startPage?}&per_page={count?}", method="get")
    url(SUGGESTIONS, OPERATIONS["suggest"].path + "?q={searchTerms}&format=opensearch", rel="suggestions")
    url(OPENSEARCH, OPERATIONS["opensearch"].path, rel="self")
    add("Language", "fr")
    add("InputEncoding", "UTF-8")
    add("OutputEncoding", "UTF-8")
    body: bytes = ET.tostring(document, encoding="utf-8", xml_declaration=True)
    return body
