// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill;

import io.notenboom.e2e.client.StepFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds processes that work below a folder: every process of a run does, whatever it calls itself. */
final class LeftProcesses {

    private static final Path PROC = Path.of("/proc");

    private LeftProcesses() {}

    /**
     * Ids of the processes whose working folder, or an argument, is below this one.
     *
     * @throws StepFailure on a machine that does not tell
     */
    static List<Long> in(Path folder) throws IOException {
        if (!Files.isDirectory(PROC)) {
            throw new StepFailure("this machine has no /proc, so nothing can be said");
        }
        List<Long> found = new ArrayList<>();
        try (Stream<Path> processes = Files.list(PROC)) {
            for (Path process : processes.filter(LeftProcesses::isProcess).toList()) {
                if (worksIn(process, folder.toRealPath().toString())) {
                    found.add(Long.parseLong(String.valueOf(process.getFileName())));
                }
            }
        }
        return found;
    }

    private static boolean isProcess(Path entry) {
        return String.valueOf(entry.getFileName()).chars().allMatch(Character::isDigit);
    }

    private static boolean worksIn(Path process, String folder) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).toString().startsWith(folder)
                    || Files.readString(process.resolve("cmdline")).contains(folder);
        } catch (IOException endedOrSomebodyElses) {
            return false;
        }
    }
}
