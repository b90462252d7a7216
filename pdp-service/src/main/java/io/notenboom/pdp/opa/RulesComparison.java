// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.opa;

import io.notenboom.pdp.profile.ShippedProfiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How the answers of a real Open Policy Agent compare with the engine's.
 *
 * @param same how many are the same
 * @param differences those that are not
 * @param notRead ids of the questions with a body in a format that Rego does not read
 */
public record RulesComparison(int same, List<Difference> differences, List<String> notRead) {

    public RulesComparison {
        differences = List.copyOf(differences);
        notRead = List.copyOf(notRead);
    }

    /** A question to which they have different answers. */
    public record Difference(String id, String engine, String opa) {}

    /**
     * Asks the agent, in a folder of its own that is removed afterwards.
     *
     * @throws IOException when it cannot be asked
     */
    public static RulesComparison run(OpaProgram opa, List<RulesQuestion> questions)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("notenboom-opa");
        try {
            RulesBundle.write(folder.resolve("bundle"), ShippedProfiles.catalogue(), List.of());
            return of(questions, opa.ask(folder, questions));
        } finally {
            remove(folder);
        }
    }

    /** Compares; a question that the agent did not answer differs. */
    static RulesComparison of(List<RulesQuestion> questions, Map<String, String> answers) {
        int same = 0;
        List<Difference> differences = new ArrayList<>();
        List<String> notRead = new ArrayList<>();
        for (RulesQuestion question : questions) {
            String answer = answers.getOrDefault(question.id(), "no answer");
            if (answer.equals(question.engine())) {
                same++;
            } else if (answer.endsWith(" " + RulesBundle.NOT_READ)) {
                notRead.add(question.id());
            } else {
                differences.add(new Difference(question.id(), question.engine(), answer));
            }
        }
        return new RulesComparison(same, differences, notRead);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException kept) {
                    throw new UncheckedIOException(kept);
                }
            });
        }
    }
}
