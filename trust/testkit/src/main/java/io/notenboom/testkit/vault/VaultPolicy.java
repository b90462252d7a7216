// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.vault;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Rules of a policy and what follows from several of them, as a Vault decides: denied by default; {@code *} at the end matches
 * any beginning, {@code +} one segment; the most specific pattern decides alone; where policies have the same pattern their
 * capabilities add up, and {@code deny} wins. Understands the HCL that policies of this product use, and refuses other text.
 */
final class VaultPolicy {

    /** What may be done at a path. */
    enum Capability {
        CREATE,
        READ,
        UPDATE,
        DELETE,
        LIST,
        SUDO,
        DENY
    }

    /**
     * One rule.
     *
     * @param parameters names that a body may have; empty = any
     */
    record Rule(String pattern, Set<Capability> capabilities, Set<String> parameters) {

        Rule {
            capabilities = Set.copyOf(capabilities);
            parameters = Set.copyOf(parameters);
        }

        boolean matches(String path) {
            boolean prefix = pattern.endsWith("*");
            String[] wanted = (prefix ? pattern.substring(0, pattern.length() - 1) : pattern).split("/", -1);
            String[] asked = path.split("/", -1);
            if (prefix ? asked.length < wanted.length : asked.length != wanted.length) {
                return false;
            }
            for (int i = 0; i < wanted.length; i++) {
                boolean last = i == wanted.length - 1;
                boolean fits = wanted[i].equals("+")
                        ? !asked[i].isEmpty()
                        : (prefix && last) ? asked[i].startsWith(wanted[i]) : asked[i].equals(wanted[i]);
                if (!fits) {
                    return false;
                }
            }
            return true;
        }

        private int firstWildcard() {
            int plus = pattern.indexOf('+');
            int star = pattern.indexOf('*');
            return Math.min(plus < 0 ? Integer.MAX_VALUE : plus, star < 0 ? Integer.MAX_VALUE : star);
        }

        private long plusses() {
            return pattern.chars().filter(c -> c == '+').count();
        }
    }

    /** The most specific last, in the order that Vault documents. */
    private static final Comparator<Rule> SPECIFICITY = Comparator.comparingInt(Rule::firstWildcard)
            .thenComparing(rule -> !rule.pattern().endsWith("*"))
            .thenComparing(rule -> -rule.plusses())
            .thenComparing(rule -> rule.pattern().length())
            .thenComparing(Rule::pattern);

    private static final Pattern PATH_RULE = Pattern.compile("path\\s+\"([^\"]+)\"\\s*\\{((?:[^{}]|\\{[^{}]*})*)}");
    private static final Pattern CAPABILITIES = Pattern.compile("capabilities\\s*=\\s*\\[([^\\]]*)]");
    private static final Pattern PARAMETERS = Pattern.compile("allowed_parameters\\s*=\\s*\\{([^{}]*)}");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    private VaultPolicy() {}

    /** @throws IllegalArgumentException for text that is no policy */
    static List<Rule> parse(String hcl) {
        String text = hcl.replaceAll("(?m)#.*$", "");
        List<Rule> rules = new ArrayList<>();
        Matcher paths = PATH_RULE.matcher(text);
        while (paths.find()) {
            Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
            quoted(CAPABILITIES, paths.group(2))
                    .forEach(name -> capabilities.add(Capability.valueOf(name.toUpperCase(Locale.ROOT))));
            rules.add(new Rule(paths.group(1), capabilities, quoted(PARAMETERS, paths.group(2))));
        }
        if (!paths.reset().replaceAll("").isBlank()) {
            throw new IllegalArgumentException("failed to parse policy");
        }
        return rules;
    }

    private static Set<String> quoted(Pattern list, String text) {
        Matcher matcher = list.matcher(text);
        return matcher.find()
                ? QUOTED.matcher(matcher.group(1))
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.toSet())
                : Set.of();
    }

    /** Whether the rules of a token's policies allow this. */
    static boolean allows(List<Rule> rules, String path, Capability wanted, Set<String> parameters) {
        // a list is asked for with a slash at the end, and a rule without one serves it as well
        Optional<Rule> strongest = rules.stream()
                .filter(rule -> rule.matches(path) || (wanted == Capability.LIST && rule.matches(path + "/")))
                .max(SPECIFICITY);
        if (strongest.isEmpty()) {
            return false;
        }
        List<Rule> same = rules.stream()
                .filter(rule -> rule.pattern().equals(strongest.get().pattern()))
                .toList();
        return same.stream().noneMatch(rule -> rule.capabilities().contains(Capability.DENY))
                && same.stream()
                        .anyMatch(rule -> rule.capabilities().contains(wanted)
                                && (rule.parameters().isEmpty()
                                        || rule.parameters().containsAll(parameters)));
    }
}
