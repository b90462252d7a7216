// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.page;

import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Says what a program would not take of a command that a page shows, without running it. */
public final class ShownCommandCheck {

    private static final String ENVIRONMENT = "${env:";

    private ShownCommandCheck() {}

    /**
     * What is wrong with a command; empty when the program takes it. What comes from the environment may lack, and in running
     * text whatever is left out.
     *
     * @param program with its sub-commands
     * @param words what stands after the program's name
     */
    public static Optional<String> problem(CommandLine program, ShownCommand shown, List<String> words) {
        try {
            var unused = program.parseArgs(words.toArray(String[]::new));
            return Optional.empty();
        } catch (MissingParameterException lacks) {
            boolean fromOutside = !lacks.getMissing().isEmpty()
                    && lacks.getMissing().stream().allMatch(ShownCommandCheck::comesFromTheEnvironment);
            return fromOutside || !shown.whole() ? Optional.empty() : Optional.of(told(shown, lacks));
        } catch (ParameterException refused) {
            return Optional.of(told(shown, refused));
        }
    }

    /** The model has the value, which is none here; the annotation has where it comes from. */
    private static boolean comesFromTheEnvironment(ArgSpec argument) {
        if (!(argument.userObject() instanceof AnnotatedElement element)) {
            return false;
        }
        Option option = element.getAnnotation(Option.class);
        return option != null && option.defaultValue().startsWith(ENVIRONMENT);
    }

    private static String told(ShownCommand shown, ParameterException refused) {
        return shown.place() + ": " + shown.words() + ": " + refused.getMessage();
    }
}
