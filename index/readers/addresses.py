"""One article, many addresses: what is left of a web address when everything that varies by chance is off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from index.entities.calendar import iso_prefix

# Parameters that say where a reader came from, never what is shown: Google Analytics and Ads, Facebook,
# Microsoft, Mailchimp, Piano (xtor, at_…), Matomo.
_TRACKING = re.compile(
    r"(?:utm_|at_|mtm_|pk_)\w+|xtor|(?:fb|g|d)clid|gbraid|wbraid|msclkid|igshid|mc_[ce]id|_ga|cmpid", re.IGNORECASE
)

# A day anywhere in the address, else a month that is a folder of it.
_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_MONTH = re.compile(r"/((?:19|20)\d{2})/(0[1-9]|1[0-2])/")


def dates_in_address(url: str) -> Iterator[str]:
    """The days, then the months, that a web address may say: ISO prefixes, or "" for what is on no calendar.

    >>> list(dates_in_address("https://gazette.example/2019/03/03/viaduc"))
    ['2019-03-03', '2019-03']
    """
    for pattern in (_DAY, _MONTH):
        if match := pattern.search(url):
            yield iso_prefix(*map(int, match.groups())) or ""


def address_key(url: str) -> str:
    """The same for all addresses of one article: without scheme, "www.", tracking, fragment and last slash.

    "" for an address that is only a site's: every article of a corpus may bear that one.

    >>> address_key("http://www.Gazette.example/a/1/?utm_source=x&p=2#haut")
    'gazette.example/a/1?p=2'
    >>> address_key("https://gazette.example/")
    ''
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    query = "&".join(one for one in parts.query.split("&") if one and not _TRACKING.fullmatch(one.partition("=")[0]))
    # "#!/article/1" is an address of its own in sites of the 2010s.
    fragment = f"#{parts.fragment}" if parts.fragment.startswith("!") else ""
    rest = parts.path.rstrip("/") + (f"?{query}" if query else "") + fragment
    return parts.netloc.lower().removeprefix("www.") + rest if rest else ""
