// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.redis.confinement;

import java.util.ArrayList;
import java.util.List;

/**
 * A command that a customer must not be permitted.
 *
 * @param what it would give, in words
 * @param words the command and its arguments
 */
record Trial(String what, List<String> words) {

    Trial {
        words = List.copyOf(words);
    }

    private static Trial of(String what, String... words) {
        return new Trial(what, List.of(words));
    }

    /** The command in words that say which one it was. */
    String told() {
        return words.getFirst() + " (" + what + ")";
    }

    /**
     * What is tried on a server with data, between {@code MULTI} and {@code DISCARD}: Redis looks whether a command is
     * permitted before it puts it in the queue, and nothing of the queue is ever carried out.
     */
    static List<Trial> queued(String customer) {
        List<Trial> trials = new ArrayList<>(reach(customer));
        trials.addAll(look(customer));
        trials.addAll(rule(customer));
        return trials;
    }

    private static List<Trial> reach(String customer) {
        String own = "{" + customer + "}:confinement";
        String other = "{" + another(customer) + "}:confinement";
        return List.of(
                of("reads another customer's key", "GET", other),
                of("writes another customer's key", "SET", other, "tried"),
                of("reads another customer's events", "XREAD", "STREAMS", other, "0"),
                of("reaches another customer's channels", "PUBLISH", other, "tried"),
                of(
                        "reads a customer's key whose name begins with this one's",
                        "GET",
                        "{" + customer + "0}:confinement"),
                of("reads a key without the customer's braces", "GET", customer + ":confinement"),
                of("reads a key without a customer", "GET", "confinement"),
                of("moves its keys to another customer", "RENAME", own, other),
                of("copies another customer's key", "COPY", other, own));
    }

    private static List<Trial> look(String customer) {
        String own = "{" + customer + "}:confinement";
        return List.of(
                of("lists every customer's keys", "SCAN", "0"),
                of("lists every customer's keys", "KEYS", own),
                of("shows some customer's key", "RANDOMKEY"),
                of("counts every customer's keys", "DBSIZE"),
                of("leaves the customer's database", "SELECT", "0"),
                of("moves keys to another database", "MOVE", own, "1"),
                of("exchanges databases", "SWAPDB", "0", "1"),
                of("lists every customer's channels", "PUBSUB", "CHANNELS"),
                of("shows what the server does", "INFO"),
                of("shows everybody's connections", "CLIENT", "LIST"),
                of("shows everybody's commands", "SLOWLOG", "GET"),
                of("shows memory", "MEMORY", "USAGE", own),
                of("looks at values by pattern", "SORT", own, "BY", "{" + another(customer) + "}:*"));
    }

    private static List<Trial> rule(String customer) {
        return List.of(
                of("runs scripts", "EVAL", "return 1", "0"),
                of("manages scripts", "SCRIPT", "EXISTS", "0000000000000000000000000000000000000000"),
                of("deletes everybody's keys", "FLUSHALL"),
                of("deletes everybody's keys", "FLUSHDB"),
                of("reads settings", "CONFIG", "GET", "requirepass"),
                of("changes settings", "CONFIG", "SET", "maxmemory-policy", "noeviction"),
                of("lists users", "ACL", "LIST"),
                of("makes users", "ACL", "SETUSER", customer, "on"),
                of("ends others' connections", "CLIENT", "KILL", "USER", another(customer)),
                of("halts everybody", "CLIENT", "PAUSE", "0"),
                of("copies the whole server", "REPLICAOF", "NO", "ONE"),
                of("writes the whole server to its disk", "BGSAVE"),
                of("sends keys to another server", "MIGRATE", "127.0.0.1", "1", "", "0", "1"));
    }

    /** What is tried on a Sentinel; nothing that changes anything. */
    static List<Trial> onASentinel() {
        return List.of(
                of("lists every customer's servers", "SENTINEL", "MASTERS"),
                of("shows what the Sentinel does", "INFO"),
                of("lists users", "ACL", "LIST"));
    }

    /** An id that is not this customer's. */
    private static String another(String customer) {
        char last = customer.charAt(customer.length() - 1);
        return customer.substring(0, customer.length() - 1) + (last == 'z' ? 'y' : 'z');
    }
}
