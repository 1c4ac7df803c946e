"""Taking away, following, keeping searches and lists of searches in a real browser."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.browser.looking import follow, number, titles, total


def keep(page, address):
    page.goto(address)
    page.get_by_text("Suivre cette recherche").click()
    page.get_by_role("button", name="Garder dans ce navigateur").click()


def names(page, kind="saved"):
    return page.locator(f"#{kind} .name").all_inner_texts()


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize(("name", "suffix"), [("RIS", "ris"), ("BibTeX", "bib"), ("TEI", "xml"), ("IRaMuTeQ", "txt")])
def test_results_are_taken_away(visit, site, scripts, name, suffix):
    page = visit(site, "/?q=Macron&date.from=2018", java_script_enabled=scripts)
    link = page.get_by_role("link", name=name, exact=True)
    assert not link.is_visible()
    page.get_by_text("Emporter").click()
    with page.expect_download() as waiting:
        link.click()
    assert waiting.value.suggested_filename.endswith(f".{suffix}")
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    sign = {"ris": "TY  - ", "bib": "\n@article{", "xml": "<TEI ", "txt": "**** *article_"}[suffix]
    assert text.count(sign) == total(page) > 20


def test_one_panel_at_a_time_by_keyboard(visit, site):
    page = visit(site, "/?q=Macron")
    take, followed = page.locator("details.exports"), page.locator("details.follow")
    take.locator("summary").focus()
    page.keyboard.press("Enter")
    assert take.get_attribute("open") is not None
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "CSV"
    followed.locator("summary").focus()
    page.keyboard.press("Enter")
    assert (take.get_attribute("open"), followed.get_attribute("open")) == (None, "")


def test_searches_are_kept_renamed_removed_and_brought_back(visit, site):
    page = visit(site, "/?q=Macron&place=Paris")
    wanted = titles(page)
    keep(page, "/?q=Macron&place=Paris&page=1")
    keep(page, "/?q=climat")
    page.goto("/recherches")
    assert names(page) == ["climat", "Macron, Lieu\u00a0: Paris"]
    assert names(page, "history")[0] == "climat"
    page.get_by_role("button", name="Renommer : Macron, Lieu").click()
    page.keyboard.type("Le président à Paris")
    page.keyboard.press("Enter")
    assert names(page) == ["climat", "Le président à Paris"]
    page.get_by_role("button", name="Retirer : climat").first.click()
    assert names(page) == ["Le président à Paris"]
    page.get_by_role("button", name="Annuler").click()
    assert names(page) == ["climat", "Le président à Paris"]
    page.reload()
    follow(page, page.get_by_role("link", name="Le président à Paris"))
    assert titles(page) == wanted


def test_searches_travel_as_a_file(visit, site, tmp_path):
    page = visit(site, "/")
    keep(page, "/?q=Macron")
    page.goto("/recherches")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Exporter").click()
    saved = json.loads(Path(waiting.value.path()).read_text())
    assert [one["query"] for one in saved["saved"]] == ["q=Macron"]
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Liste pour la veille").click()
    assert Path(waiting.value.path()).read_text() == "# Macron\n?q=Macron\n"
    other = visit(site, "/recherches")
    saved["saved"] += [
        {"query": "q=<img src=x onerror=alert(1)>", "name": "<b>gras</b>", "at": "jamais"},
        {"query": 3},
        None,
    ]
    file = tmp_path / "recherches.json"
    file.write_text(json.dumps(saved))
    other.locator("#import").set_input_files(file)
    other.get_by_text("Recherches ajoutées : 2.").wait_for()
    assert names(other) == ["Macron", "<b>gras</b>"]
    file.write_text('{"saved": "non"}')
    other.locator("#import").set_input_files(file)
    other.get_by_text("n’est pas un export").wait_for()
    assert names(other) == ["Macron", "<b>gras</b>"]


def test_the_history_is_switched_off_and_cleared(visit, site):
    page = visit(site, "/?q=Macron")
    page.goto("/recherches")
    page.get_by_label("Noter ici").uncheck()
    page.goto("/?q=climat")
    page.goto("/recherches")
    assert names(page, "history") == ["Macron"]
    page.get_by_role("button", name="Effacer l’historique").click()
    assert names(page, "history") == []
    page.reload()
    assert names(page, "history") == []
    assert not page.get_by_label("Noter ici").is_checked()


def test_without_scripts_the_page_says_what_does_as_well(visit, site):
    page = visit(site, "/recherches", java_script_enabled=False)
    assert page.get_by_text("Cette page a besoin de JavaScript").is_visible()
    assert not page.locator("#searches").is_visible()
    page.goto("/?q=Macron")
    page.get_by_text("Suivre cette recherche").click()
    assert page.get_by_role("link", name="Flux Atom").is_visible()
    assert not page.get_by_role("button", name="Garder").is_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_list_is_counted_and_taken_as_csv(visit, site, scripts, tmp_path):
    page = visit(site, "/batch", java_script_enabled=scripts)
    page.get_by_label("La liste").fill("Macron\n« gilets jaunes »\n\n" + "x" * 2001)
    page.get_by_role("button", name="Compter").click()
    rows = page.locator("tbody tr")
    rows.first.wait_for()
    counted = number(rows.first.locator("td.number").nth(1).inner_text())
    assert "plus de 2000 caractères" in rows.nth(2).inner_text()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Télécharger le CSV").click()
    table = list(csv.DictReader(Path(waiting.value.path()).read_text(encoding="utf-8").splitlines()))
    assert [row["line"] for row in table] == ["1", "2", "4"]
    assert int(table[0]["articles"]) == counted
    follow(page, rows.first.get_by_role("link", name="Macron", exact=True))
    assert total(page) == counted
    page.goto("/batch")
    file = tmp_path / "noms.txt"
    file.write_text("Merkel, Angela\n", encoding="utf-8")
    page.get_by_label("des noms de personnes").check()
    page.locator("#fichier").set_input_files(file)
    page.get_by_role("button", name="Compter").click()
    rows.first.wait_for()
    assert number(rows.first.locator("td.number").nth(1).inner_text()) > 0
