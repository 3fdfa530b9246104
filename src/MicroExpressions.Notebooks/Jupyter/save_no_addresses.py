"""Jupyter's configuration beside .NET Interactive: not saved are its first output, a script with the machine's addresses, and plotly.js."""

MARKS = "probeAddresses", "probingAddresses", "loadDotnetInteractiveApi", "mex-plotly-library"


def save_no_addresses(model, **_):
    if model["type"] != "notebook":
        return
    for cell in model["content"]["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [output for output in cell["outputs"]
                               if not any(mark in "".join(output.get("data", {}).get("text/html", "")) for mark in MARKS)]


c.ContentsManager.pre_save_hook = save_no_addresses  # noqa: F821: Jupyter gives c
