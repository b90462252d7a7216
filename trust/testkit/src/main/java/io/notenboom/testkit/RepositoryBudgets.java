// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks the Java files of a source tree against the budgets of the code style: size of files, methods and packages, number
 * of parameters, {@code @NullMarked}, licence header, ownerless notes. One line of text for each violation.
 */
public final class RepositoryBudgets {

    /** First line of every Java file. */
    public static final String LICENCE = "// SPDX-License-Identifier: Apache-2.0";

    private static final int MAX_PACKAGE_FILES = 20;
    private static final Set<String> SKIPPED = Set.of("target", ".git", "node_modules", "generated-sources");
    private static final Pattern NOTE = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b(?!\\([a-z]+\\): \\S)");

    private final Limits limits;

    /**
     * How much is too much.
     *
     * @param fileLines lines of a file
     * @param methodLines lines of a method or constructor, from its name to its closing brace
     * @param parameters parameters of a method or constructor; record components do not count
     */
    public record Limits(int fileLines, int methodLines, int parameters) {

        /** What never may be exceeded. */
        public static final Limits HARD = new Limits(500, 70, 6);

        /** What should not be exceeded. */
        public static final Limits WANTED = new Limits(350, 30, 6);
    }

    /** @param limits how much is too much */
    public RepositoryBudgets(Limits limits) {
        this.limits = limits;
    }

    /**
     * All violations below a folder, sorted by file; build output is skipped.
     *
     * @throws IOException if a file cannot be read
     */
    public List<String> violations(Path root) throws IOException {
        List<String> violations = new ArrayList<>();
        Map<Path, Integer> packages = new TreeMap<>();
        for (Path file : javaFiles(root)) {
            List<String> lines = Files.readAllLines(file);
            String name = root.relativize(file).toString();
            checkText(name, lines, violations);
            for (MethodSizes.Method method : MethodSizes.of(file)) {
                checkMethod(name, method, violations);
            }
            if (isProduction(root, file) && !file.endsWith("package-info.java")) {
                packages.merge(Objects.requireNonNull(file.getParent()), 1, Integer::sum);
            }
        }
        for (Map.Entry<Path, Integer> entry : packages.entrySet()) {
            checkPackage(root, entry.getKey(), entry.getValue(), violations);
        }
        return violations;
    }

    private static List<Path> javaFiles(Path root) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                Path name = folder.getFileName();
                boolean skip = name != null && !folder.equals(root) && SKIPPED.contains(name.toString());
                return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        return files;
    }

    private static boolean isProduction(Path root, Path file) {
        return ("/" + root.relativize(file)).contains("/src/main/java/");
    }

    private void checkText(String name, List<String> lines, List<String> violations) {
        if (lines.size() > limits.fileLines()) {
            violations.add(name + ": " + lines.size() + " lines, at most " + limits.fileLines());
        }
        if (lines.isEmpty() || !lines.getFirst().equals(LICENCE)) {
            violations.add(name + ": the first line is not the licence header");
        }
        for (int i = 0; i < lines.size(); i++) {
            Matcher note = NOTE.matcher(lines.get(i));
            if (note.find()) {
                violations.add(name + ":" + (i + 1) + ": " + note.group(1) + " without an owner and a reason");
            }
        }
    }

    private void checkMethod(String name, MethodSizes.Method method, List<String> violations) {
        if (method.lines() > limits.methodLines()) {
            violations.add(name + ":" + method.line() + ": " + method.name() + " has " + method.lines()
                    + " lines, at most " + limits.methodLines());
        }
        if (method.parameters() > limits.parameters()) {
            violations.add(name + ":" + method.line() + ": " + method.name() + " has " + method.parameters()
                    + " parameters, at most " + limits.parameters());
        }
    }

    private static void checkPackage(Path root, Path folder, int files, List<String> violations) throws IOException {
        String name = root.relativize(folder).toString();
        if (files > MAX_PACKAGE_FILES) {
            violations.add(name + ": " + files + " files in a package, at most " + MAX_PACKAGE_FILES);
        }
        Path info = folder.resolve("package-info.java");
        if (!Files.exists(info) || !Files.readString(info).contains("@NullMarked")) {
            violations.add(name + ": no package-info.java with @NullMarked");
        }
    }
}
