// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.repository;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The files of the source tree, without what a build, a run or an editor puts there. */
final class SourceTree {

    private static final Set<String> NOT_SOURCE =
            Set.of("target", ".git", ".idea", ".vscode", ".settings", ".notenboom", "node_modules");

    private final Path root;

    private SourceTree(Path root) {
        this.root = root;
    }

    /** The tree that this test was built from. */
    static SourceTree ofThisBuild() {
        return new SourceTree(Path.of(Objects.requireNonNull(
                System.getProperty("notenboom.root"), "run this test with Maven, which sets notenboom.root")));
    }

    Path root() {
        return root;
    }

    /** Name of a file as the repository has it. */
    String name(Path file) {
        return root.relativize(file).toString();
    }

    /** All files, sorted. */
    List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean skip = !folder.equals(root) && NOT_SOURCE.contains(String.valueOf(folder.getFileName()));
                return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && !NOT_SOURCE.contains(String.valueOf(file.getFileName()))) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        return files;
    }

    /** The pages in Markdown below a folder of the tree, or the one page with this name. */
    List<Path> pages(String below) throws IOException {
        Path folder = root.resolve(below);
        return files().stream()
                .filter(file -> file.startsWith(folder) && file.toString().endsWith(".md"))
                .toList();
    }

    /** The bytes of a file as text; every byte is a character, so that no file is unreadable. */
    static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
