#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page that is published, in a real browser: axe-core finds nothing, nothing needs two directions of scrolling, and it prints.

Chromium is driven by Debian's chromium-driver and python3-selenium; axe-core comes from npm into the build folder, once. Where one of
them is missing, or npm reaches nothing, the test is skipped and says so."""
import base64
import json
import os
import subprocess
import sys
import tempfile

AXE = "axe-core@4.10.2"
CLI, BUILD = sys.argv[1:3]
WIDTHS = {"phone": 320, "desktop": 1280}
COLOURS = ("light", "dark")
HOSTILE = "<script>document.title = 'x'</script> =cmd|' /C calc'!A0 " + "x" * 400
# 400 % of a window of 1280 × 1024, as WCAG 1.4.10 measures it.
ZOOM = 4

results = []


def skip(why):
    print("1..0 # SKIP", why)
    sys.exit(0)


def report(name, problems):
    results.append(not problems)
    for problem in problems:
        print("#", problem)
    print("ok" if not problems else "not ok", len(results), "-", name, flush=True)


def find_axe():
    script = os.path.join(BUILD, "node_modules", "axe-core", "axe.min.js")
    if not os.path.exists(script):
        try:
            subprocess.run(["npm", "install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", BUILD, AXE],
                           check=True, timeout=100, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except (OSError, subprocess.SubprocessError) as error:
            skip(f"{AXE} could not be had from npm: {error}")
    with open(script, encoding="utf-8") as file:
        return file.read()


def start_browser(folder):
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
                     "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
                     "--hide-scrollbars", f"--user-data-dir={folder}/profile"):
        options.add_argument(argument)
    return webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)


def show(driver, width, colour, zoom=1):
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                           {"width": width // zoom, "height": 1024 // zoom, "deviceScaleFactor": zoom, "mobile": False})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": colour}]})


def run_axe(driver):
    found = driver.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run (document, { resultTypes: ['violations', 'incomplete'] }).then (done, e => done ({ violations: [{ id: '' + e }] }));")
    return [f"{rule['id']} ({rule.get('impact')}): {rule.get('help')}: " +
            "; ".join(node["html"][:120] for node in rule.get("nodes", [])[:3]) for rule in found["violations"]]


# What is wider than the window and does not lie in a region that scrolls by itself, and numbers or words that are cut.
OVERFLOW = """
const wide = [], page = document.scrollingElement;
if (page.scrollWidth > page.clientWidth)
  wide.push (`the page is ${page.scrollWidth} wide in ${page.clientWidth}`);
for (const element of document.querySelectorAll ('body *'))
  if (!element.closest ('.scroll') && element.getBoundingClientRect ().right > page.clientWidth + 1)
    wide.push (`${element.tagName}: ${element.textContent.slice (0, 60)}`);
return wide;
"""
# With the table's region scrolled to its end the names of the rows must leave room for the figures.
FROZEN = """
const cramped = [];
for (const region of document.querySelectorAll ('.scroll'))
  for (const name of [...region.querySelectorAll ('tbody th[scope=row]')].slice (0, 1))
    if (name.getBoundingClientRect ().width > region.clientWidth * 0.6)
      cramped.push (`${name.textContent}: ${name.getBoundingClientRect ().width} of ${region.clientWidth}`);
return cramped;
"""


def check_page(driver, name, path, axe):
    driver.get("file://" + path)
    for width_name, width in WIDTHS.items():
        for colour in COLOURS:
            show(driver, width, colour)
            driver.execute_script(axe)
            report(f"{name}, {width_name}, {colour}", run_axe(driver))
            report(f"{name}, {width_name}, {colour}: no scrolling but the tables' own", driver.execute_script(OVERFLOW))
            if os.environ.get("SEK_KEEP"):
                driver.save_screenshot(os.path.join(os.environ["SEK_KEEP"], f"{os.path.basename(path)}-{width}-{colour}.png"))
    show(driver, 1280, "light", ZOOM)
    report(f"{name} at 400 %", driver.execute_script(OVERFLOW) + driver.execute_script(FROZEN) + run_axe(driver))


def check_eyes(driver, axe):
    """What is wrong is found, and dark is dark."""
    show(driver, 1280, "dark")
    background = driver.execute_script("return getComputedStyle (document.body).backgroundColor")
    problems = [] if sum(map(int, background.strip("rgba()").split(",")[:3])) < 200 else [background]
    driver.execute_script("document.documentElement.removeAttribute ('lang');"
                          "document.body.insertAdjacentHTML ('beforeend', '<div style=\"width: 3000px\">bred</div>')")
    driver.execute_script(axe)
    if not any(problem.startswith("html-has-lang") for problem in run_axe(driver)):
        problems.append("a missing language was not found")
    if not driver.execute_script(OVERFLOW):
        problems.append("what is too wide was not found")
    report("the test has eyes", problems)


def check_hostile(driver, path):
    driver.get("file://" + path)
    names = driver.execute_script("return [...document.querySelectorAll ('tbody th[scope=row]')].map (c => c.textContent)")
    problems = [] if HOSTILE in names and "שלום עולם 👩‍👩‍👧" in names else ["the names came out otherwise"]
    if driver.title == "x" or driver.execute_script("return document.scripts.length") > 0:
        problems.append("there is a script")
    report("hostile names are text", problems)


def check_figures(driver, path):
    """The browser shows the figures that the program shows."""
    text = subprocess.run([CLI, "show", path[:-len("html")] + "sekretariat", "hovedtall"], check=True, capture_output=True,
                          encoding="utf-8").stdout
    cells = driver.execute_script("return [...document.querySelector ('table').querySelectorAll ('tbody td')].map (c => c.textContent)")
    problems = [cell for cell in cells if cell and cell not in text]
    report("the figures are the program's", problems + ([] if len(cells) > 40 else ["too few cells"]))


def check_print(driver, folder):
    printed = base64.b64decode(driver.print_page())
    pdf = os.path.join(folder, "page.pdf")
    with open(pdf, "wb") as file:
        file.write(printed)
    text = subprocess.run(["pdftotext", "-enc", "UTF-8", "-layout", pdf, "-"], check=True, capture_output=True, encoding="utf-8").stdout
    pages = text.split("\f")[:-1]
    lists = [page for page in pages if "Folketall" in page]
    report("printed: the list's head is on each of its pages", [] if len(lists) > 1 else [f"on {len(lists)} of {len(pages)} pages"])
    report("printed: the sum is not alone", [page for page in lists if "Sum" in page and len(page.split("\n")) < 5])


def make_page(folder, name, changes=()):
    register = os.path.join(folder, name + ".sekretariat")
    page = os.path.join(folder, name + ".html")
    subprocess.run([CLI, "new", register, "--example"], check=True, stdout=subprocess.DEVNULL)
    for change in changes:
        subprocess.run([CLI, "set", register, *change], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([CLI, "export", register, "-o", page], check=True, stdout=subprocess.DEVNULL)
    return page


try:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
except ImportError:
    skip("there is no python3-selenium")
if not os.path.exists("/usr/bin/chromium") or not os.path.exists("/usr/bin/chromedriver"):
    skip("there is no Chromium with its driver")

os.makedirs(BUILD, exist_ok=True)
axe = find_axe()
with tempfile.TemporaryDirectory(prefix="sekretariat-browser-") as folder:
    page = make_page(folder, "eksempel")
    hostile = make_page(folder, "fiendtlig", [("member", "Oslo", "name", HOSTILE), ("member", "Drammen", "name", "שלום עולם 👩‍👩‍👧")])
    driver = start_browser(folder)
    try:
        check_page(driver, "the example", page, axe)
        check_figures(driver, page)
        check_print(driver, folder)
        check_eyes(driver, axe)
        check_hostile(driver, hostile)
        check_page(driver, "hostile names", hostile, axe)
        if os.environ.get("SEK_KEEP"):
            subprocess.run(["cp", os.path.join(folder, "page.pdf"), page, os.environ["SEK_KEEP"]], check=True)
    finally:
        driver.quit()
print(f"1..{len(results)}")
sys.exit(0 if all(results) else 1)
