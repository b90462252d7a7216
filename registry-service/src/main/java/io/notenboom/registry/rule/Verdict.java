// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rule;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.List;
import java.util.function.Supplier;

/** The answer to a validation question. */
@CheckReturnValue
public sealed interface Verdict {

    /** The event passes. */
    record Yes() implements Verdict {}

    /**
     * The event does not pass.
     *
     * @param rule name of the question, see {@link #nameOf}
     * @param reason why, for the one who issued the event
     */
    record No(String rule, String reason) implements Verdict {}

    /** Yes. */
    static Verdict yes() {
        return new Yes();
    }

    /** No, by the rule that this class asks. */
    static Verdict no(Class<?> rule, String reason) {
        return new No(nameOf(rule), reason);
    }

    /** Yes or no. */
    static Verdict of(boolean passes, Class<?> rule, String reason) {
        return passes ? yes() : no(rule, reason);
    }

    /** The first no; yes if there is none. Later questions are not asked once one is answered with no. */
    static Verdict all(List<Supplier<Verdict>> questions) {
        for (Supplier<Verdict> question : questions) {
            if (question.get() instanceof No no) {
                return no;
            }
        }
        return yes();
    }

    /** Name of a rule as the API tells it: the class's name in lower case with hyphens. */
    static String nameOf(Class<?> rule) {
        StringBuilder name = new StringBuilder();
        for (char c : rule.getSimpleName().toCharArray()) {
            if (Character.isUpperCase(c) && !name.isEmpty()) {
                name.append('-');
            }
            name.append(Character.toLowerCase(c));
        }
        return name.toString();
    }
}
