// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd.query;

import io.notenboom.registry.mcsd.Directory;
import io.notenboom.registry.mcsd.Entry;
import io.notenboom.registry.mcsd.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * One search of a type (ITI-90): all conditions hold, hits come by id. Made of the parameters as they were sent.
 *
 * @param type the type
 * @param condition all conditions
 * @param include references to follow
 * @param revinclude references to follow back
 * @param ignored names of parameters that nobody knows
 */
public record DirectorySearch(
        ResourceType type,
        Predicate<Entry> condition,
        Set<String> include,
        Set<String> revinclude,
        Set<String> ignored) {

    /** Parameters that say how to answer, not what to find. */
    public static final Set<String> CONTROL = Set.of("_count", "_format", "_cursor", "_pretty");

    private static final int MAX_CONDITIONS = 50;

    /** Copies the sets. */
    public DirectorySearch {
        include = Set.copyOf(include);
        revinclude = Set.copyOf(revinclude);
        ignored = Set.copyOf(ignored);
    }

    /**
     * Reads a search.
     *
     * @throws InvalidSearchException for values and modifiers that cannot be understood, and too many of them
     */
    public static DirectorySearch of(ResourceType type, Map<String, List<String>> sent) {
        Map<String, Match> known = Parameters.of(type);
        List<Predicate<Entry>> conditions = new ArrayList<>();
        Set<String> include = new TreeSet<>();
        Set<String> revinclude = new TreeSet<>();
        Set<String> ignored = new TreeSet<>();
        sent.forEach((name, values) -> {
            String plain = name.contains(":") ? name.substring(0, name.indexOf(':')) : name;
            Match match = known.get(plain);
            if (name.equals("_include")) {
                take(values, Includes.INCLUDE, include, ignored, name);
            } else if (name.equals("_revinclude")) {
                take(values, Includes.REVINCLUDE, revinclude, ignored, name);
            } else if (match != null) {
                String modifier = name.substring(Math.min(name.length(), plain.length() + 1));
                values.stream()
                        .filter(value -> !value.isEmpty())
                        .forEach(value -> conditions.add(Criteria.of(plain, modifier, match, value)));
            } else if (!CONTROL.contains(name)) {
                ignored.add(name);
            }
        });
        if (conditions.size() > MAX_CONDITIONS) {
            throw new InvalidSearchException("send at most " + MAX_CONDITIONS + " conditions");
        }
        return new DirectorySearch(
                type, conditions.stream().reduce(entry -> true, Predicate::and), include, revinclude, ignored);
    }

    private static void take(
            List<String> values, Set<String> known, Set<String> taken, Set<String> ignored, String name) {
        for (String value : values) {
            if (known.contains(value)) {
                taken.add(value);
            } else {
                ignored.add(name + "=" + value);
            }
        }
    }

    /** The hits behind an id, one more than asked for if there are more. */
    public List<Entry> page(Directory directory, String after, int count) {
        List<Entry> found = new ArrayList<>();
        for (Entry entry : directory.after(type, after)) {
            if (condition.test(entry)) {
                found.add(entry);
                if (found.size() > count) {
                    return found;
                }
            }
        }
        return found;
    }

    /** Number of hits. */
    public int total(Directory directory) {
        int total = 0;
        for (Entry entry : directory.after(type, "")) {
            if (condition.test(entry)) {
                total++;
            }
        }
        return total;
    }
}
