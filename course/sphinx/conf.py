"""How Sphinx renders the course. What differs from one export to the next stands in settings.json beside the pages."""

import json
from pathlib import Path

from docutils import nodes

settings = json.loads((Path(__file__).parent / "settings.json").read_text("utf-8"))
is_print = settings["print"]

project = settings["title"]
author = ""
language = "en"
extensions = ["myst_nb", "sphinx_copybutton"]
exclude_patterns = ["downloads"]

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 4
# The anchors that JupyterLab gives to headings: links between chapters work in both places.
myst_heading_slug_func = "conf.slug"
# Off: a dollar is a dollar, and nothing is fetched from elsewhere.
myst_dmath_double_inline = False
suppress_warnings = ["mystnb.unknown_mime_type"]

nb_execution_mode = "off"
nb_merge_streams = True
nb_render_error_lexer = "text"
nb_ipywidgets_js = {}

html_title = settings["title"]
html_static_path = ["_static"]
html_css_files = ["print.css" if is_print else "course.css"]
# Index terms are there for the search; a page of them would have no reader.
html_use_index = False
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_show_sphinx = False
html_permalinks_icon = "#"
html_permalinks = not is_print
copybutton_selector = "div.cell_input pre, div.highlight-ts pre, div.highlight-sh pre"

if is_print:
    html_theme = "basic"
    pygments_style = "a11y-high-contrast-light"
else:
    html_theme = "sphinx_book_theme"
    html_favicon = "_static/favicon.svg"
    html_context = {"default_mode": "auto"}
    html_theme_options = {
        "show_toc_level": 2,
        "show_navbar_depth": 1,
        "use_download_button": False,
        "use_fullscreen_button": False,
        "home_page_in_toc": True,
        "navbar_persistent": [],
        "navbar_start": [],
        "navbar_center": [],
        "navbar_end": [],
        "pygments_light_style": "a11y-high-contrast-light",
        "pygments_dark_style": "a11y-high-contrast-dark",
        "extra_footer": f"<p class='stamp'>{settings['stamp']}</p>",
    }


def slug(heading):
    return heading.strip().replace(" ", "-")


def explain_terms(app, doctree, docname):
    """Gives each link to the glossary the meaning of its term, which a browser shows under the pointer."""
    meanings = {nodes.make_id(term): meaning for term, meaning in settings["terms"].items()}
    for reference in doctree.findall(nodes.reference):
        page, _, anchor = reference.get("refuri", "").partition("#")
        if page.endswith("glossary.html") and anchor in meanings:
            reference["reftitle"] = meanings[anchor]
            reference["classes"].append("term")


def setup(app):
    app.connect("doctree-resolved", explain_terms)
