"""Speaks to the kernel as Jupyter's front ends do and prints one JSON object for each thing that it was asked."""
import json
import threading

from jupyter_client.manager import start_new_kernel

manager, client = start_new_kernel(kernel_name=".net-csharp", startup_timeout=120)


def say(what, **values):
    print(json.dumps({"what": what, **values}), flush=True)


def run(what, code, after=None):
    outputs = []

    def take(message):
        content = message["content"]
        kind = message["msg_type"]
        if kind == "stream":
            outputs.append(content["text"])
        elif kind in ("execute_result", "display_data"):
            outputs.append(content["data"]["text/plain"])
    if after is not None:
        threading.Timer(2, after).start()
    reply = client.execute_interactive(code, output_hook=take, stop_on_error=False, timeout=120)["content"]
    say(what, status=reply["status"], error=reply.get("ename", ""), message=reply.get("evalue", ""), outputs=outputs)


run("execute", 'int kept = 7;\nConsole.WriteLine("said");\nkept')
say("complete", **{k: v for k, v in client.complete("𝜏 // Con\nConsole.WriteL", reply=True, timeout=120)["content"].items() if k in ("matches", "cursor_start", "cursor_end")})
say("inspect", text=client.inspect("Console.WriteLine(", 18, reply=True, timeout=120)["content"]["data"]["text/plain"])
client.is_complete("void F() {")
say("is_complete", status=client.get_shell_msg(timeout=120)["content"]["status"])
run("interrupt", "while (true) { }", manager.interrupt_kernel)
run("after interrupt", "kept")
run("error", "var a = 1;\nint.Parse(\"x\");")
run("killed", "System.Diagnostics.Process.GetCurrentProcess().Kill();")
run("after kill", "1 + 1")
client.stop_channels()
manager.shutdown_kernel()
say("ended", alive=manager.is_alive())
