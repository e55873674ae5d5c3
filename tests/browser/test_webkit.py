"""The main path in WebKit, hosted and double-clicked: start, step, run a cell, stop an endless one, follow a link.

WebKitGTK has no driver that the other engines' suite could use; Selenium and a virtual screen drive it here.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.support.wait import WebDriverWait
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service
from selenium.webdriver.webkitgtk.webdriver import WebDriver

from .suites import install

KINDS = ["hosted", "offline", "single"]
EXPLORER, CELL = "landscape-explorer", "python-cell"
START = 120
# Selenium's own driver class calls Selenium's own connection in a way that it warns of.
pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning")]


@pytest.fixture(scope="module")
def screen() -> Iterator[dict[str, str]]:
    """A virtual screen, where there is no other."""
    assert install("webkit") is None, install("webkit")
    if os.environ.get("DISPLAY"):
        yield {}
        return
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    yield {"DISPLAY": f":{number}"}
    server.terminate()
    server.wait()


@pytest.fixture(scope="module")
def webkit(screen: dict[str, str]) -> Iterator[WebDriver]:
    options = Options()
    found = sorted(Path("/usr").glob("lib*/**/webkit2gtk-4.1/MiniBrowser"))
    assert found, "webkit2gtk-driver is there, but MiniBrowser is not"
    options.binary_location = str(found[0])
    options.add_argument("--automation")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    driver_path = shutil.which("WebKitWebDriver")
    # Its sandbox does not start for root, nor in most containers.
    environment = {**os.environ, **screen, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
    driver = WebDriver(options=options, service=Service(driver_path, port=port, env=environment))
    driver.set_script_timeout(START)
    yield driver
    driver.quit()


class Page:
    """One page in WebKit."""

    def __init__(self, driver: WebDriver) -> None:
        self.driver = driver

    def run(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def until(self, script: str, seconds: float = 20) -> Any:
        """The first true answer of a script, or a failure that says what the page shows."""
        try:
            return WebDriverWait(self.driver, seconds, 0.05).until(lambda _: self.run(script))
        except Exception as error:
            shown = self.run("return document.body.innerText.slice(0, 2000)")
            pytest.fail(f"waited for {script}\nand saw {shown}\n({type(error).__name__})", pytrace=False)

    def ready(self) -> None:
        self.until(f"return document.querySelector('{EXPLORER}').getAttribute('status') === 'ready'", START)

    def press(self, name: str, within: str) -> None:
        self.run(
            "const found = [...document.querySelector(arguments[1]).querySelectorAll('button')]"
            ".find((b) => b.textContent === arguments[0]); found.focus(); found.click()",
            name,
            within,
        )

    def cell(self, code: str | None, status: str) -> str:
        if code is not None:
            self.run(f"document.querySelector('{CELL}').code = arguments[0]", code)
        self.press("Run", CELL)
        self.until(f"return document.querySelector('{CELL}').getAttribute('status') === '{status}'", START)
        return str(self.run(f"return document.querySelector('{CELL}').output"))


@pytest.fixture
def opened(webkit: WebDriver, request: pytest.FixtureRequest) -> Callable[..., Page]:
    def go(kind: str, page: str, fragment: str = "") -> Page:
        base = request.getfixturevalue(kind)
        path = {"hosted": f"{page}/", "offline": f"{page}.html", "single": ""}[kind]
        webkit.get("about:blank")
        webkit.get(base + path + fragment)
        return Page(webkit)

    return go


@pytest.mark.parametrize("kind", KINDS)
def test_the_main_path(kind: str, opened: Callable[..., Page]) -> None:
    page = opened(kind, "explorer")
    page.ready()
    page.press("Newton step", EXPLORER)
    state = page.until(f"const s = document.querySelector('{EXPLORER}').state; return s.kind === 'saddle' ? s : null")
    assert state["point"] == [0, 0]
    assert "not a minimum" in state["message"]

    built = page.run(f"return document.querySelector('{CELL}').output")
    assert page.cell(None, "done") == built
    assert page.cell("6 * 7", "done") == "42"
    page.cell("while True:\n    pass", "running")
    took = page.run(
        f"const cell = document.querySelector('{CELL}'), began = performance.now();"
        "[...cell.querySelectorAll('button')].find((b) => b.textContent === 'Stop').click();"
        "return cell.getAttribute('status') === 'running' ? Infinity : performance.now() - began"
    )
    assert took < 1000
    page.press("Gradient step", EXPLORER)
    page.until(f"return document.querySelector('{EXPLORER}').state.runs.length === 2")
    assert page.cell("1 + 1", "done") == "2"


@pytest.mark.parametrize("kind", KINDS)
def test_a_link_is_followed(kind: str, opened: Callable[..., Page]) -> None:
    page = opened(kind, "explorer", "#explorer=1&landscape=Hill&run=Newton:1:1,0.5:x1")
    page.ready()
    state = page.until(f"const s = document.querySelector('{EXPLORER}').state; return s.runs.length ? s : null")
    assert (state["landscape"], state["kind"], state["point"]) == ("Hill", "maximum", [0, 0])


@pytest.mark.parametrize("kind", ["hosted", "offline"])
def test_the_chapter_has_its_maths_and_the_search_its_words(kind: str, opened: Callable[..., Page]) -> None:
    page = opened(kind, "jacobian-and-hessian")
    page.ready()
    assert page.run("return document.querySelectorAll('.katex').length") > 10
    page.run(
        "const box = document.querySelector('.md-search__input'); box.focus(); box.value = 'Hessian';"
        "for (const type of ['keyup', 'input']) box.dispatchEvent(new Event(type, {bubbles: true}))"
    )
    page.until("return document.querySelector('.md-search-result__item a') !== null")
