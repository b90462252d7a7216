// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.opa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real Open Policy Agent on this machine. */
public final class OpaProgram {

    private static final int MAX_ANSWER = 64 * 1024 * 1024;
    private static final long MOST_SECONDS = 120;

    private final Path program;

    /** @param program the executable */
    public OpaProgram(Path program) {
        this.program = program;
    }

    /** The one that {@code -Dnotenboom.opa} or the variable OPA names, else the one on the PATH. */
    public static Optional<OpaProgram> find() {
        String told = System.getProperty("notenboom.opa", Objects.requireNonNullElse(System.getenv("OPA"), ""));
        if (!told.isEmpty()) {
            return Optional.of(Path.of(told)).filter(Files::isExecutable).map(OpaProgram::new);
        }
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "opa"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(OpaProgram::new);
    }

    /** Where it is. */
    public Path path() {
        return program;
    }

    /**
     * Asks the rules of a bundle, all questions in one run.
     *
     * @param folder for the files of the run; the bundle is in its folder {@code bundle}
     * @return the answers in words, by id of the question
     * @throws IOException when it cannot be run, or refuses the bundle; with what it said
     */
    public Map<String, String> ask(Path folder, List<RulesQuestion> questions)
            throws IOException, InterruptedException {
        ObjectNode input = StrictJson.newObject();
        ArrayNode asked = input.putArray("questions");
        questions.forEach(question -> asked.add(question.asked()));
        Path file = Files.write(folder.resolve("questions.json"), StrictJson.write(input));
        JsonNode result = evaluate(folder, file);
        Map<String, String> answers = new HashMap<>();
        for (JsonNode answer : result) {
            answers.put(answer.path("id").asText(), RulesQuestion.inWords(answer.path("answer")));
        }
        return answers;
    }

    private JsonNode evaluate(Path folder, Path input) throws IOException, InterruptedException {
        Path output = folder.resolve("answers.json");
        Process process = new ProcessBuilder(
                        program.toString(),
                        "eval",
                        "--format=json",
                        "--bundle=" + folder.resolve("bundle"),
                        "--input=" + input,
                        "data.notenboom.parity.answers")
                .redirectError(folder.resolve("errors.txt").toFile())
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(program + " has no answer after " + MOST_SECONDS + " seconds");
        }
        String said = Files.readString(folder.resolve("errors.txt"), StandardCharsets.UTF_8);
        try {
            JsonNode answer = StrictJson.parse(Files.readAllBytes(output), MAX_ANSWER);
            JsonNode value =
                    answer.path("result").path(0).path("expressions").path(0).path("value");
            if (process.exitValue() != 0 || !value.isArray()) {
                throw new IOException(program + " ended with status " + process.exitValue() + ": " + said + answer);
            }
            return value;
        } catch (JsonInputException unreadable) {
            throw new IOException(program + " ended with status " + process.exitValue() + ": " + said, unreadable);
        }
    }
}
