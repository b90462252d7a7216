// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What holds for every key of a customer: it begins with the customer's hash tag, and it ends by itself unless its kind is in
 * the table "Keys without an end" of docs/operations/redis.md, which says why.
 */
public final class RedisKeyRules {

    private static final Path PAGE = Path.of("docs/operations/redis.md");
    private static final String HEADING = "## Keys without an end";
    private static final Pattern ROW = Pattern.compile("\\| `([a-z-]+:[a-z*-]+)` \\| (.+) \\|");

    private final Set<String> withoutEnd;

    private RedisKeyRules(Set<String> withoutEnd) {
        this.withoutEnd = Set.copyOf(withoutEnd);
    }

    /**
     * The rules that the page of this source tree gives.
     *
     * @param root root of the source tree
     */
    public static RedisKeyRules of(Path root) {
        try {
            Set<String> kinds = new HashSet<>();
            boolean inTable = false;
            for (String line : Files.readAllLines(root.resolve(PAGE))) {
                inTable = line.startsWith("## ") ? line.equals(HEADING) : inTable;
                Matcher row = ROW.matcher(line);
                if (inTable && row.matches()) {
                    kinds.add(row.group(1));
                }
            }
            if (kinds.isEmpty()) {
                throw new IllegalStateException(PAGE + " has no table under \"" + HEADING + "\"");
            }
            return new RedisKeyRules(kinds);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + PAGE, failure);
        }
    }

    /**
     * What is wrong with these keys, in words; empty if nothing is.
     *
     * @param keys key to the seconds that it has left, -1 for one without an end
     */
    public List<String> violations(String customer, Map<String, Long> keys) {
        Pattern form = Pattern.compile(Pattern.quote("{" + customer + "}:") + "([a-z-]+):([^:]+)(:.*)?");
        List<String> violations = new ArrayList<>();
        keys.forEach((key, left) -> {
            Matcher parts = form.matcher(key);
            if (!parts.matches()) {
                violations.add(key + " does not begin with {" + customer + "}:<service>:<kind>");
            } else if (left < 0 && !mayStay(parts.group(1), parts.group(2))) {
                violations.add(key + " does not end by itself, and " + PAGE + " gives no reason for its kind");
            }
        });
        return violations;
    }

    private boolean mayStay(String service, String kind) {
        return withoutEnd.contains(service + ":" + kind) || withoutEnd.contains(service + ":*");
    }
}
