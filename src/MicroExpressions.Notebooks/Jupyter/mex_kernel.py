"""The kit's Jupyter kernel: Jupyter's messages on one side, the C# session as a process on the other, one JSON object a line."""
import json
import queue
import subprocess
import sys
import threading

from ipykernel.kernelapp import IPKernelApp
from ipykernel.kernelbase import Kernel

COMMAND = sys.argv[2:]  # how to start the C# session


class CSharpKernel(Kernel):
    implementation, implementation_version, banner = "mex", "0.1.0", "C# by the micro-expression kit"
    language_info = {"name": "C#", "version": "14", "mimetype": "text/x-csharp", "file_extension": ".cs",
                     "pygments_lexer": "csharp", "codemirror_mode": "text/x-csharp"}

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.writing, self.stopping = threading.Lock(), False
        self.begin()

    def begin(self):
        self.process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
        self.answers = queue.SimpleQueue()  # read on a thread: an interrupt must not lose half a line
        threading.Thread(target=self.read, args=(self.process, self.answers), daemon=True).start()

    @staticmethod
    def read(process, answers):
        for line in process.stdout:
            if line.startswith("{"):
                answers.put(json.loads(line))
            elif line.strip():  # what native code prints
                answers.put({"is": "stream", "name": "stdout", "text": line})
        answers.put({"is": "ended", "code": process.wait()})

    def tell(self, **request):
        try:
            with self.writing:
                self.process.stdin.write(json.dumps(request) + "\n")
                self.process.stdin.flush()
        except OSError:
            pass  # the process has ended: its reader says so

    def ask(self, **request):
        """All that is answered until the request is done; if the process ends instead, a new one begins and an error says so."""
        self.tell(**request)
        while True:
            answer = self.answers.get()
            if answer["is"] == "ended":
                if not self.stopping:
                    self.begin()
                message = f"the C# process ended with code {answer['code']}; its variables are gone: run the cells again from the set-up cell"
                yield {"is": "error", "name": "ProcessEnded", "message": message, "trace": [message]}
                return
            if answer["is"] == "done":
                return
            yield answer

    def do_execute(self, code, silent, store_history=True, user_expressions=None, allow_stdin=False):
        reply = {"status": "ok", "execution_count": self.execution_count, "payload": [], "user_expressions": {}}
        for answer in self.ask(do="execute", code=code, cell=self.execution_count, count=self.execution_count):
            kind = answer.pop("is")
            if kind == "stream":
                message, content = "stream", answer
            elif kind == "error":
                message, content = "error", {"ename": answer["name"], "evalue": answer["message"], "traceback": answer["trace"]}
                reply = {"status": "error", "execution_count": self.execution_count, **content}
            else:
                message = "execute_result" if kind == "result" else "display_data"
                content = {"data": answer["data"], "metadata": {}, "execution_count": self.execution_count}
            if not silent:
                self.send_response(self.iopub_socket, message, content)
        return reply

    def one(self, kind, **request):
        """The one answer of a kind, or None where there was none."""
        return next((answer for answer in list(self.ask(**request)) if answer["is"] == kind), None)

    def do_complete(self, code, cursor_pos):
        found = self.one("completions", do="complete", code=code, cursor=cursor_pos) or {"matches": [], "from": cursor_pos, "to": cursor_pos}
        return {"status": "ok", "matches": found["matches"], "cursor_start": found["from"], "cursor_end": found["to"], "metadata": {}}

    def do_inspect(self, code, cursor_pos, detail_level=0, omit_sections=()):
        found = self.one("inspection", do="inspect", code=code, cursor=cursor_pos)
        return {"status": "ok", "found": found is not None, "data": {"text/plain": found["text"]} if found else {}, "metadata": {}}

    def do_is_complete(self, code):
        whole = (self.one("completeness", do="is_complete", code=code) or {"whole": True})["whole"]
        return {"status": "complete"} if whole else {"status": "incomplete", "indent": "    "}

    async def interrupt_request(self, stream, ident, parent):
        self.tell(do="interrupt")  # on the control thread, while a cell runs on the main one
        self.session.send(stream, "interrupt_reply", {"status": "ok"}, parent, ident=ident)

    def do_shutdown(self, restart):
        self.stopping = True
        self.process.kill()
        return {"status": "ok", "restart": restart}


if __name__ == "__main__":
    IPKernelApp.launch_instance(argv=["-f", sys.argv[1]], kernel_class=CSharpKernel)
