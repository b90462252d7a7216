// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page docs/security-tests.md names tests that exist, each with the words of its line. */
class SecurityTestsPageTest {

    private static final int FEWEST = 150;
    private static final Pattern ROW =
            Pattern.compile("\\| (.+) \\| `([a-z/-]+)` `([a-z.]+)\\.([A-Za-z0-9]+)#(\\w+)` \\|");

    /** The class of the same package whose tests a class runs, too. */
    private static final Pattern PARENT = Pattern.compile("\nclass \\w+ extends (\\w+)");

    private final SourceTree tree = SourceTree.ofThisBuild();

    @Test
    void everyLineHasATestOfItsName() throws IOException {
        List<String> wrong = new ArrayList<>();
        Set<String> tests = new HashSet<>();
        for (String line : Files.readAllLines(tree.root().resolve("docs/security-tests.md"))) {
            if (!line.startsWith("| ") || line.startsWith("| Line |")) {
                continue;
            }
            Matcher row = ROW.matcher(line);
            if (!row.matches()) {
                wrong.add("not a row of the page: " + line);
            } else {
                difference(row).ifPresent(wrong::add);
                if (!tests.add(row.group(3) + "." + row.group(4) + "#" + row.group(5))) {
                    wrong.add("twice: " + row.group(5));
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(tests).hasSizeGreaterThan(FEWEST);
    }

    private Optional<String> difference(Matcher row) throws IOException {
        Path folder = tree.root()
                .resolve(row.group(2))
                .resolve("src/test/java")
                .resolve(row.group(3).replace('.', '/'));
        Path file = folder.resolve(row.group(4) + ".java");
        if (!Files.exists(file)) {
            return Optional.of("no such class: " + row.group(3) + "." + row.group(4));
        }
        Pattern declaration =
                Pattern.compile("\\n    (?:public )?(?:void|Stream<DynamicTest>) " + row.group(5) + "\\(");
        String source = Files.readString(file, StandardCharsets.UTF_8);
        Matcher parent = PARENT.matcher(source);
        if (!declaration.matcher(source).find() && parent.find()) {
            Path inherited = folder.resolve(parent.group(1) + ".java");
            source = Files.exists(inherited) ? Files.readString(inherited, StandardCharsets.UTF_8) : source;
        }
        Matcher method = declaration.matcher(source);
        if (!method.find()) {
            return Optional.of("no such method: " + row.group(4) + "#" + row.group(5));
        }
        String annotations = annotations(source.substring(0, method.start() + 1));
        String name = "@DisplayName(\"" + row.group(1).replace("\"", "\\\"") + "\")";
        return annotations.contains("@Test") || annotations.contains("@ParameterizedTest")
                ? annotations.contains(name) ? Optional.empty() : Optional.of(row.group(5) + " is not named " + name)
                : Optional.of("no test: " + row.group(4) + "#" + row.group(5));
    }

    /** What stands between the member before and the declaration, names in one piece. */
    private static String annotations(String before) {
        int blank = before.lastIndexOf("\n\n");
        return before.substring(Math.max(0, blank))
                .replaceAll("\\(\\s+\"", "(\"")
                .replaceAll("\"\\s+\\+ \"", "")
                .replaceAll("\"\\s+\\)", "\")");
    }
}
