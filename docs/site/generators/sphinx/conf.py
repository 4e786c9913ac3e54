project = "Runbook"
extensions = ["myst_parser"]
html_theme = "furo"
html_js_files = [("/planner/embed.js", {"defer": "defer"})]
