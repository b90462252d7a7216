// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.hosting;

import io.notenboom.e2e.client.StepFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What one customer's user of Redis gets at another's Redis, and of another's prefix in its own: nothing, and it is recorded. */
final class RedisTrials {

    private static final int MILLISECONDS = 10_000;

    private static final List<String> NOT_EVEN_AT_HOME = List.of(
            "SCAN 0",
            "KEYS *",
            "RANDOMKEY",
            "DBSIZE",
            "SELECT 1",
            "SWAPDB 0 1",
            "FLUSHALL",
            "CONFIG GET *",
            "ACL LIST",
            "ACL WHOAMI",
            "CLIENT LIST",
            "MONITOR",
            "EVAL return(1) 0",
            "SHUTDOWN NOSAVE");

    private static final List<String> OF_ANOTHER =
            List.of("GET %skey", "SET %skey 1", "DEL %skey", "EXISTS %skey", "PUBLISH %schannel 1", "RENAME %skey %sx");

    private RedisTrials() {}

    /** All of these; answers how many there were. */
    static int refused(HostedNode owner, HostedNode other) {
        int tried = 0;
        tried += strangers(owner, other);
        try (Connection own = new Connection(owner.redisPort())) {
            own.require("OK", logIn(owner.id(), owner));
            String prefix = "{" + other.id() + "}:";
            for (String command : OF_ANOTHER) {
                own.require("NOPERM", command.replace("%s", prefix));
                tried++;
            }
            for (String command : NOT_EVEN_AT_HOME) {
                own.require("NOPERM", command);
                tried++;
            }
        }
        requireRecorded(owner, other);
        return tried;
    }

    private static int strangers(HostedNode owner, HostedNode other) {
        for (String command : List.of("PING", "GET {" + owner.id() + "}:key")) {
            try (Connection nobody = new Connection(owner.redisPort())) {
                nobody.require("NOAUTH", command);
            }
        }
        for (String user : List.of(other.id(), owner.id(), "default")) {
            try (Connection stranger = new Connection(owner.redisPort())) {
                stranger.require("WRONGPASS", logIn(user, other));
            }
        }
        return 5;
    }

    private static String logIn(String user, HostedNode passwordOf) {
        return "AUTH " + user + " " + passwordOf.secret("redis.password").reveal();
    }

    /** Redis keeps what its rules refused, and who tried. */
    private static void requireRecorded(HostedNode owner, HostedNode other) {
        try (Connection operator = new Connection(owner.redisPort())) {
            operator.require(
                    "OK",
                    "AUTH operator " + owner.secret("redis-operator.password").reveal());
            String log = operator.all("ACL LOG 100");
            for (String recorded : List.of("auth", other.id(), "{" + other.id() + "}:key", "scan")) {
                if (!log.contains(recorded)) {
                    throw new StepFailure("the Redis of " + owner.id() + " did not record '" + recorded + "'");
                }
            }
        }
    }

    /** Commands in a line, as one types them. */
    static final class Connection implements AutoCloseable {

        private final Socket socket = new Socket();
        private final BufferedReader answers;

        Connection(int port) {
            try {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLISECONDS);
                socket.setSoTimeout(MILLISECONDS);
                answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            } catch (IOException failure) {
                throw new StepFailure("Redis on port " + port + ": " + failure);
            }
        }

        void require(String wanted, String command) {
            String answer = first(command);
            if (!answer.startsWith("-" + wanted) && !answer.startsWith("+" + wanted)) {
                String shown = command.startsWith("AUTH") ? "AUTH" : command;
                throw new StepFailure(shown + " was answered '" + answer + "' instead of " + wanted);
            }
        }

        private String first(String command) {
            try {
                socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
                return String.valueOf(answers.readLine());
            } catch (IOException failure) {
                throw new StepFailure(command.split(" ")[0] + " was not answered: " + failure);
            }
        }

        /** Everything up to the answer to a PING that follows. */
        String all(String command) {
            StringBuilder all = new StringBuilder(first(command));
            String line = first("PING the-end");
            try {
                while (line != null && !line.equals("the-end")) {
                    all.append('\n').append(line);
                    line = answers.readLine();
                }
            } catch (IOException failure) {
                throw new StepFailure(command + " was not answered: " + failure);
            }
            return all.toString();
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException failure) {
                throw new StepFailure("a connection with Redis cannot be closed: " + failure);
            }
        }
    }
}
