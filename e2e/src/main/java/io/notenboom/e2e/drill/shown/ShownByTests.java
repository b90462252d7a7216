// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.shown;

import io.notenboom.e2e.drill.Drill;
import io.notenboom.testkit.Vectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lines of a drill with the tests behind each; all tests run once, in one run of Maven. */
public final class ShownByTests {

    private final TestRuns runs;
    private final Path log;
    private final Map<String, List<String>> lines = new LinkedHashMap<>();
    private final List<String> withoutVectors = new ArrayList<>();
    private final List<String> others = new ArrayList<>();

    /**
     * Without lines.
     *
     * @param home root of the built source tree
     * @param log where the output of Maven goes
     */
    public ShownByTests(Path home, Path log) throws IOException {
        this.runs = new TestRuns(home, log);
        this.log = log;
    }

    /** Adds a line, with the pattern of the full names of its test classes. */
    public void line(String what, String pattern) {
        lines.put(what, runs.matching(pattern));
    }

    /**
     * Adds a line about test vectors, which is not run where these are not.
     *
     * @param vectors their folder
     */
    public void vectors(String what, String vectors, String pattern) {
        String line = "vectors: " + what;
        line(line, pattern);
        if (Vectors.folder(vectors).isEmpty()) {
            withoutVectors.add(line);
        }
    }

    /** Adds test classes that stand behind no line by themselves. */
    public void also(List<String> classes) {
        others.addAll(classes);
    }

    /** The tests, for lines of another kind. */
    public TestRuns runs() {
        return runs;
    }

    /** Runs the tests and tells each line; answers whether they ran. */
    public boolean run(Drill drill) {
        List<String> all = new ArrayList<>(others);
        lines.values().forEach(all::addAll);
        drill.note("some minutes: " + all.stream().distinct().count() + " test classes; progress in " + log);
        boolean ran = drill.check("the tests run", () -> runs.run(all));
        if (ran) {
            lines.forEach((what, classes) -> tell(drill, what, classes));
        }
        return ran;
    }

    private void tell(Drill drill, String what, List<String> classes) {
        if (withoutVectors.contains(what)) {
            drill.notRun(what, "the vectors are not on this machine (NOTENBOOM_SHARED or ../shared)");
            return;
        }
        drill.check(what, () -> runs.together(classes).requireGood());
    }
}
