// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.e2e.repository.ModulePoms.Dependency;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The POMs keep the directions of the table "Modules" in docs/architecture/README.md. */
class ModuleDirectionsTest {

    private static final Set<String> SERVICES = Set.of("registry-service", "auth-service", "pdp-service", "aaa-proxy");
    private static final Set<String> OUTERMOST = Set.of("e2e", "cli", "bench");
    private static final Pattern ROW = Pattern.compile("\\| `([a-z0-9/-]+)` \\|.*\\| ([^|]+) \\|");
    private static final Pattern NAME = Pattern.compile("`([a-z0-9/-]+)`");

    private final SourceTree tree = SourceTree.ofThisBuild();
    private final ModulePoms poms = ModulePoms.of(tree.root());

    @Test
    void theTableListsEveryModule() throws IOException {
        assertThat(table().keySet()).containsExactlyInAnyOrderElementsOf(poms.modules());
    }

    @Test
    void modulesUseWhatTheTableAllows() throws IOException {
        Map<String, Set<String>> table = table();
        List<String> violations = new ArrayList<>();
        for (String module : poms.modules()) {
            Set<String> allowed = closure(module, table);
            poms.dependencies(module).stream()
                    .filter(dependency -> !dependency.onlyOrdersTheBuild())
                    .filter(dependency ->
                            !(dependency.forTests() && dependency.module().equals("trust/testkit")))
                    .filter(dependency -> !allowed.contains(dependency.module()))
                    .forEach(dependency -> violations.add(module + " uses " + dependency.module()));
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void servicesDoNotDependOnEachOther() {
        for (String service : SERVICES) {
            assertThat(poms.dependencies(service))
                    .as(service)
                    .extracting(Dependency::module)
                    .doesNotContainAnyElementsOf(SERVICES);
        }
    }

    @Test
    void nothingDependsOnTheOutermostModules() {
        for (String module : poms.modules()) {
            assertThat(poms.dependencies(module))
                    .as(module)
                    .extracting(Dependency::module)
                    .doesNotContainAnyElementsOf(OUTERMOST);
        }
    }

    @Test
    void gossipIsUsedByTheRegistryOnly() {
        assertThat(poms.modules())
                .filteredOn(module -> poms.dependencies(module).stream()
                        .anyMatch(dependency -> dependency.module().equals("network-gossip")))
                .isSubsetOf("registry-service");
    }

    /** Module to what it may use, as the table has it. */
    private Map<String, Set<String>> table() throws IOException {
        Map<String, Set<String>> table = new LinkedHashMap<>();
        for (String line : Files.readAllLines(tree.root().resolve("docs/architecture/README.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                table.put(row.group(1), named(row.group(2)));
            }
        }
        return table;
    }

    private Set<String> named(String cell) {
        Set<String> named = new HashSet<>();
        if (cell.strip().equals("anything")) {
            named.addAll(poms.modules());
        }
        Matcher name = NAME.matcher(cell);
        while (name.find()) {
            if (name.group(1).equals("trust")) {
                named.addAll(Set.of("trust/core", "trust/custody"));
            } else {
                named.add(name.group(1));
            }
        }
        return named;
    }

    /** What a module may use, and what that may use. */
    private static Set<String> closure(String module, Map<String, Set<String>> table) {
        Set<String> allowed = new HashSet<>();
        List<String> open = new ArrayList<>(table.getOrDefault(module, Set.of()));
        while (!open.isEmpty()) {
            String next = open.removeLast();
            if (allowed.add(next)) {
                open.addAll(table.getOrDefault(next, Set.of()));
            }
        }
        return allowed;
    }
}
