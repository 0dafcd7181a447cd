"""PySpark's side of a comparison: runs schedules of queries that the suite hands it, and reports how each query ended.

One JSON object a line, both ways. In: what to open, then one schedule after the other; the end of input ends the program.
Out: lines that begin with "sparkload ". Times are ticks of 100 ns since the schedule's beginning, which is a moment of the
clock that time.perf_counter_ns reads.
"""
import datetime
import decimal
import json
import os
import queue
import re
import signal
import sys
import threading
import time

WATCH_EVERY = 0.25  # seconds between two looks at queries that take too long
LONGEST_SLEEP = 0.2
CLOSE_LIMIT = 3.0

saying = threading.Lock()


def say(**what):
    line = "sparkload " + json.dumps(what) + "\n"
    with saying:
        sys.stdout.write(line)
        sys.stdout.flush()


def channel_builder(order, options):
    from pyspark.sql.connect.client import core

    own = getattr(core, "DefaultChannelBuilder", core.ChannelBuilder)
    return (secured(own, order) if order["secured"] else own)(order["remote"], options)


def secured(own, order):
    """PySpark's own builder, with what it has no place for: authorities, a client's certificate, and a token that changes."""
    import grpc

    def read(name):
        if path := order["files"][name]:
            with open(path, "rb") as file:
                return file.read()

    class FileToken(grpc.AuthMetadataPlugin):
        """As in the suite's own client, the last one is kept while the file holds none. PySpark does not send a refused call again, so the
        file is read for each."""

        last = ""

        def __call__(self, context, callback):
            try:
                token = read("token").decode("utf-8-sig").strip()
                self.last = token if re.fullmatch("[!-~]+", token) else self.last
            except (OSError, ValueError):
                pass
            callback((("authorization", f"Bearer {self.last}"),), None)

    class Builder(own):
        def toChannel(self):
            credentials = (
                grpc.ssl_channel_credentials(read("authority"), read("key"), read("certificate"))
                if order["useTls"]
                else grpc.local_channel_credentials()
            )
            token = getattr(self, "token", None) or getattr(self, "_token", None)
            if order["files"]["token"]:
                credentials = grpc.composite_channel_credentials(credentials, grpc.metadata_call_credentials(FileToken()))
            elif token:
                credentials = grpc.composite_channel_credentials(credentials, grpc.access_token_call_credentials(token))
            return grpc.secure_channel(self.endpoint, credentials, options=self._channel_options)

    return Builder


def open_session(order):
    from pyspark.sql.connect.session import SparkSession

    # Python's gRPC lets equal channels share a connection unless it is told otherwise.
    options = [("grpc.use_local_subchannel_pool", 1)] if order["ownConnections"] else []
    # The suite's own client goes straight to the server.
    options.append(("grpc.enable_http_proxy", 0))
    options += [(f"grpc.max_{way}_message_length", order["maxMessageSize"]) for way in ("send", "receive") if order["maxMessageSize"]]
    session = SparkSession.builder.channelBuilder(channel_builder(order, options)).create()
    if not order["retries"]:
        if hasattr(session.client, "set_retry_policies"):
            session.client.set_retry_policies([])
        else:
            session.client._retry_policy["max_retries"] = 0
    for name, value in order["settings"].items():
        session.conf.set(name, value)
    for statement in order["setup"]:
        session.sql(statement)
    return session


def ask_rows(session, frame):
    return frame.collect()


def ask_arrow(session, frame):
    return frame.toArrow()


def ask_arrow_before_4(session, frame):
    # PySpark 3.5 has no DataFrame.toArrow; collect and toPandas take the same table from the client.
    table, _ = session.client.to_table(frame._plan.to_proto(session.client))
    return table


def reading(order):
    """How answers are read, and its name."""
    from pyspark.sql.connect.dataframe import DataFrame

    if order["reading"] == "rows":
        return ask_rows, "DataFrame.collect"
    return (ask_arrow, "DataFrame.toArrow") if hasattr(DataFrame, "toArrow") else (ask_arrow_before_4, "SparkConnectClient.to_table")


TYPES = {
    "string": ("StringType", str),
    "boolean": ("BooleanType", lambda text: text == "true"),
    "tinyint": ("ByteType", int),
    "smallint": ("ShortType", int),
    "int": ("IntegerType", int),
    "bigint": ("LongType", int),
    "float": ("FloatType", float),
    "double": ("DoubleType", float),
    "date": ("DateType", datetime.date.fromisoformat),
    "timestamp": ("TimestampType", lambda text: datetime.datetime.fromtimestamp(0, datetime.timezone.utc) + micros(text)),
    "timestamp_ntz": ("TimestampNTZType", lambda text: datetime.datetime(1970, 1, 1) + micros(text)),
    "binary": ("BinaryType", bytes.fromhex),
}


def micros(text):
    return datetime.timedelta(microseconds=int(text))


def literal(kind, text):
    """A value of exactly the type that the other side sends; PySpark would guess one."""
    from pyspark.sql import types
    from pyspark.sql.connect.expressions import LiteralExpression

    if kind.startswith("decimal"):
        precision, scale = re.findall(r"\d+", kind)
        data_type, read = types.DecimalType(int(precision), int(scale)), decimal.Decimal
    else:
        name, read = TYPES[kind]
        data_type = getattr(types, name)()
    return LiteralExpression(None if text is None else read(text), data_type)


def arguments(values):
    """Values of parameters, as sql() takes them: columns; before 4 values, which it makes literals of."""
    from pyspark.sql.connect.column import Column
    from pyspark.sql.connect.expressions import LiteralExpression

    literals = {name: literal(kind, text) for name, (kind, text) in values.items()}
    return literals if hasattr(LiteralExpression, "guess") else {name: Column(value) for name, value in literals.items()}


def take_literals_before_4():
    """PySpark 3.5 guesses the type of every value, also of one that is a literal already."""
    from pyspark.sql.connect.expressions import LiteralExpression

    LiteralExpression.guess = LiteralExpression._from_value
    LiteralExpression._from_value = lambda value: value if isinstance(value, LiteralExpression) else LiteralExpression.guess(value)


def described(error):
    def told(*names):
        for name in names:
            try:
                if (value := getattr(error, name)()) is not None:
                    return value
            except Exception:
                pass
        return None

    # PySpark 3.5 knows the class of a server's error only as the beginning of its message.
    named = re.match(r"\[([A-Z][A-Z0-9_.]*)\]", str(error))
    kind = told("getCondition", "getErrorClass") or (named[1] if named else type(error).__name__)
    return {"class": kind, "state": told("getSqlState"), "message": str(error)[:2000]}


class Schedule:
    def __init__(self, message, clients):
        self.begin = message["begin"]
        self.queries = message["queries"]
        self.timeout = message["timeout"]
        self.until = message["until"]
        self.starts = [[] for _ in range(clients)]
        for client, number, planned, query in message["starts"]:
            self.starts[client].append((number, planned, query))

    def now(self):
        return (time.perf_counter_ns() - self.begin) // 100


class Client(threading.Thread):
    """One session, one query at a time, each at its planned start or as soon after it as the one before is answered."""

    def __init__(self, index, session, ask, order):
        super().__init__(daemon=True)
        self.index, self.session, self.ask, self.queries, self.tags = index, session, ask, order["queries"], order["tags"]
        self.frames, self.ready = {}, threading.Event()
        self.schedules, self.done = queue.SimpleQueue(), queue.SimpleQueue()
        self.under_way = None  # started, interrupted because
        self.schedule = None

    def run(self):
        for tag in self.tags:
            self.session.addTag(tag)  # of this thread
        self.prepare(self.queries)
        self.ready.set()
        while True:
            self.schedule = self.schedules.get()
            keys = self.prepare(self.schedule.queries)
            for number, planned, query in self.schedule.starts[self.index]:
                self.execute(number, planned, keys[query], self.schedule.queries[query])
            self.done.put(None)

    def prepare(self, queries):
        """DataFrames of what is asked, once a session and row of parameters: sql() is an execution of its own, and the other side has one
        execution a query."""
        keys = [json.dumps(query) for query in queries]
        for key, query in zip(keys, queries):
            try:
                self.frame(key, query)
            except Exception:
                pass  # The query itself fails, and tells why.
        return keys

    def frame(self, key, query):
        if key not in self.frames:
            text, values = query
            self.frames[key] = self.session.sql(text) if values is None else self.session.sql(text, arguments(values))
        return self.frames[key]

    def execute(self, number, planned, key, query):
        schedule = self.schedule
        while (wait := planned - schedule.now()) > 0:
            time.sleep(min(wait / 1e7, LONGEST_SLEEP))
        started = schedule.now()
        if started > schedule.until:
            say(n=number, o="neverStarted")
            return
        self.under_way = [started, None]
        error = answer = None
        try:
            answer = self.ask(self.session, self.frame(key, query))
        except Exception as raised:
            error = raised
        ended = schedule.now()
        (_, interrupted), self.under_way = self.under_way, None
        if ended - started > schedule.timeout:
            say(n=number, s=started, e=ended, o="timedOut")
        elif error is None:
            say(n=number, s=started, e=ended, o="succeeded", r=answer.num_rows if hasattr(answer, "num_rows") else len(answer))
        elif interrupted:
            say(n=number, s=started, e=ended, o=interrupted)
        else:
            say(n=number, s=started, e=ended, o="failed", error=described(error))

    def look(self):
        """Interrupts what takes longer than it may."""
        under_way, schedule = self.under_way, self.schedule
        if under_way is None or under_way[1] is not None:
            return
        now = schedule.now()
        reason = "timedOut" if now - under_way[0] > schedule.timeout else "unfinished" if now > schedule.until else None
        if reason:
            under_way[1] = reason
            threading.Thread(target=self.interrupt, daemon=True).start()

    def interrupt(self):
        try:
            self.session.interruptAll()
        except Exception:
            pass  # The suite has limits of its own.


def watch(clients):
    while True:
        time.sleep(WATCH_EVERY)
        for client in clients:
            client.look()


def close(clients):
    def stop(session):
        try:
            session.stop()
        except Exception:
            pass

    stopping = [threading.Thread(target=stop, args=(client.session,), daemon=True) for client in clients]
    for thread in stopping:
        thread.start()
    limit = time.perf_counter() + CLOSE_LIMIT
    for thread in stopping:
        thread.join(max(0.0, limit - time.perf_counter()))


def open_clients(order, clients):
    ask, name = reading(order)
    sessions = [None] * order["clients"]
    errors = []

    def work(index):
        try:
            sessions[index] = open_session(order)
        except Exception as error:
            errors.append(f"client {index + 1}: {described(error)['message']}")

    # As many at once as the suite opens of its own.
    for first in range(0, len(sessions), 8):
        opening = [threading.Thread(target=work, args=(index,), daemon=True) for index in range(first, min(first + 8, len(sessions)))]
        for thread in opening:
            thread.start()
        for thread in opening:
            thread.join()
    if errors:
        raise RuntimeError(errors[0])
    for index, session in enumerate(sessions):
        clients.append(Client(index, session, ask, order))
        clients[-1].start()
    for client in clients:
        client.ready.wait()
    threading.Thread(target=watch, args=(clients,), daemon=True).start()
    return name


def read_lines(lines, clients):
    """Hands on what the suite says; once it says no more, also because it died, the sessions are released and the program ends."""
    for line in sys.stdin:
        lines.put(line)
    end(clients)


def end(clients):
    close(clients)
    sys.stdout.flush()
    os._exit(0)  # PySpark's own threads would keep the process.


def main():
    # The suite closes the input of this process before it ends it, and the sessions are to be released before it goes.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    lines, clients = queue.SimpleQueue(), []
    threading.Thread(target=read_lines, args=(lines, clients), daemon=True).start()
    order = json.loads(lines.get())
    try:
        import pyspark
        from pyspark.sql.connect import session  # noqa: F401  Fails where a package that it needs is missing.
    except Exception as error:
        say(problem=(str(error).strip() or type(error).__name__).splitlines()[0])
        end(clients)
    say(version=pyspark.__version__)
    if pyspark.__version__.startswith("3."):
        take_literals_before_4()
    try:
        name = open_clients(order, clients)
    except Exception as error:
        say(problem=str(error))
        end(clients)
    say(opened=len(clients), python=sys.version.split()[0], reading=name, clock=time.perf_counter_ns())
    while True:
        schedule = Schedule(json.loads(lines.get()), len(clients))
        for client in clients:
            client.schedules.put(schedule)
        for client in clients:
            client.done.get()
        say(done=True)


main()
