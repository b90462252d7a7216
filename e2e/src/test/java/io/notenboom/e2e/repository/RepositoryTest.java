// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.testkit.RepositoryBudgets;
import io.notenboom.testkit.RepositoryBudgets.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for the repository as a whole. */
class RepositoryTest {

    private static final Pattern COMMAND = Pattern.compile("\\./notenboom ([a-z][a-z-]*)");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z0-9+.-]*:.*|#.*");

    /** Places on somebody's machine; written in two parts, so that this file does not contain them. */
    private static final List<String> PLACES_ON_A_MACHINE =
            List.of("/" + "work/", "/" + "root/", "repo.maven." + "apache.org");

    /** Files whose names tell no kind. */
    private static final Set<String> WITHOUT_A_KIND = Set.of("LICENSE", "NOTICE", "notenboom", ".ci/run");

    private final SourceTree tree = SourceTree.ofThisBuild();

    @Test
    void noHardLimitIsExceeded() throws IOException {
        assertThat(new RepositoryBudgets(Limits.HARD).violations(tree.root())).isEmpty();
    }

    @Test
    void everyCommandThatThePagesShowIsInTheHelpText() throws Exception {
        Set<String> helped = commands(help());
        assertThat(helped).contains("demo", "test", "help");
        for (Path page : Stream.of("README.md", "CONTRIBUTING.md", "docs/operations")
                .flatMap(this::pages)
                .toList()) {
            assertThat(helped).as(tree.name(page)).containsAll(commands(SourceTree.text(page)));
        }
    }

    @Test
    void everyRelativeLinkLeadsToAFile() throws IOException {
        List<String> broken = new ArrayList<>();
        int checked = 0;
        for (Path page : tree.pages("")) {
            Matcher link = LINK.matcher(SourceTree.text(page));
            while (link.find()) {
                String target = link.group(1);
                if (ELSEWHERE.matcher(target).matches()) {
                    continue;
                }
                checked++;
                Path file = Objects.requireNonNull(page.getParent()).resolve(target.replaceFirst("#.*", ""));
                if (!Files.exists(file)) {
                    broken.add(tree.name(page) + ": " + target);
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(checked).isPositive();
    }

    @Test
    void noFileNamesAPlaceOnSomebodysMachine() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : tree.files()) {
            String text = SourceTree.text(file);
            PLACES_ON_A_MACHINE.stream()
                    .filter(text::contains)
                    .forEach(place -> found.add(tree.name(file) + " contains " + place));
        }
        assertThat(found).isEmpty();
    }

    /** The output of a command that somebody redirected has mostly no ending. */
    @Test
    void noFileIsLeftFromACommand() throws IOException {
        assertThat(tree.files())
                .extracting(tree::name)
                .filteredOn(name -> name.indexOf('.', name.lastIndexOf('/') + 1) < 0)
                .containsExactlyInAnyOrderElementsOf(WITHOUT_A_KIND);
    }

    private String help() throws IOException, InterruptedException {
        Process frontDoor = new ProcessBuilder(tree.root().resolve("notenboom").toString(), "help")
                .redirectErrorStream(true)
                .start();
        String text = new String(frontDoor.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(frontDoor.waitFor()).isZero();
        return text;
    }

    private static Set<String> commands(String text) {
        Set<String> commands = new TreeSet<>();
        Matcher command = COMMAND.matcher(text);
        while (command.find()) {
            commands.add(command.group(1));
        }
        return commands;
    }

    private Stream<Path> pages(String below) {
        try {
            List<Path> pages = tree.pages(below);
            assertThat(pages).as(below).isNotEmpty();
            return pages.stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
