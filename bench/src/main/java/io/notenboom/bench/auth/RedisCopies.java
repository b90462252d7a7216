// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.auth;

import io.notenboom.launcher.redis.RedisConfiguration;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Copies what a node's Redis holds of one thing under other names, to have many of them soon. */
final class RedisCopies implements Closeable {

    private static final int AT_ONCE = 500;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private int unread;

    RedisCopies(int port, String password) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream());
        ask("AUTH", RedisConfiguration.OPERATOR, password);
    }

    /**
     * What a template consists of.
     *
     * @param values keys of strings, with what they hold
     * @param sets keys of sets that have the template's name as a member
     */
    record Template(Map<String, String> values, List<String> sets) {
        Template {
            values = Map.copyOf(values);
            sets = List.copyOf(sets);
        }
    }

    /** Lets Redis hold more than one node needs, and leaves its file as it grows. */
    void makeRoom(String maxMemory) throws IOException {
        Object unusedOk = ask("CONFIG", "SET", "maxmemory", maxMemory);
        Object unusedToo = ask("CONFIG", "SET", "auto-aof-rewrite-percentage", "0");
    }

    /** Everything that carries one of these names in its key or its value; of sets, as a member. */
    Template template(String keys, List<String> names) throws IOException {
        Map<String, String> values = new HashMap<>();
        List<String> sets = new ArrayList<>();
        for (String key : list(ask("KEYS", keys))) {
            switch (text(ask("TYPE", key))) {
                case "string" -> {
                    String value = text(ask("GET", key));
                    if (names.stream().anyMatch(name -> key.contains(name) || value.contains(name))) {
                        values.put(key, value);
                    }
                }
                case "set" -> {
                    if (list(ask("SMEMBERS", key)).contains(names.getFirst())) {
                        sets.add(key);
                    }
                }
                default -> {
                    // nothing that belongs to one thing alone
                }
            }
        }
        return new Template(values, sets);
    }

    /** A copy with other names in the place of the template's; arrives with {@link #flush}. */
    void copy(Template template, Map<String, String> names) throws IOException {
        for (Map.Entry<String, String> entry : template.values().entrySet()) {
            send("SET", replaced(entry.getKey(), names), replaced(entry.getValue(), names));
        }
        for (String set : template.sets()) {
            send("SADD", set, names.values().iterator().next());
        }
        if (unread >= AT_ONCE) {
            flush();
        }
    }

    /** Sends what was not sent, and waits until Redis has taken everything. */
    void flush() throws IOException {
        out.flush();
        while (unread > 0) {
            Object unused = reply();
            unread--;
        }
    }

    private static String replaced(String text, Map<String, String> names) {
        String copy = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            copy = copy.replace(name.getKey(), name.getValue());
        }
        return copy;
    }

    private Object ask(String... command) throws IOException {
        flush();
        send(command);
        out.flush();
        unread--;
        return reply();
    }

    private void send(String... command) throws IOException {
        out.write(("*" + command.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
        for (String part : command) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            out.write(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        unread++;
    }

    private Object reply() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+', ':' -> rest;
            case '$' -> bulk(Integer.parseInt(rest));
            case '*' -> {
                List<Object> elements = new ArrayList<>();
                for (int index = 0; index < Integer.parseInt(rest); index++) {
                    elements.add(reply());
                }
                yield elements;
            }
            default -> throw new IOException("Redis answered: " + line);
        };
    }

    private String bulk(int length) throws IOException {
        if (length < 0) {
            return "";
        }
        byte[] bytes = in.readNBytes(length);
        in.skipNBytes(2);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("Redis closed the connection");
            }
            line.append((char) next);
        }
        return line.substring(0, line.length() - 1);
    }

    private static String text(Object reply) {
        return (String) reply;
    }

    private static List<String> list(Object reply) {
        return ((List<?>) reply).stream().map(String.class::cast).toList();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
