// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryBudgetsTest {

    private static final String HEADER = RepositoryBudgets.LICENCE + "\n";

    @TempDir
    Path root;

    private final RepositoryBudgets budgets = new RepositoryBudgets(new RepositoryBudgets.Limits(20, 4, 2));

    @BeforeEach
    void packageInfo() throws IOException {
        write("package-info.java", HEADER + "@NullMarked package a;\n");
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve("m/src/main/java/a").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<String> violations() throws IOException {
        return budgets.violations(root);
    }

    @Test
    void aFileWithinItsBudgetsPasses() throws IOException {
        write("A.java", HEADER + "package a;\nclass A {\n  A() {}\n  void m(int a, int b) {\n    int c;\n  }\n}\n");
        assertThat(violations()).isEmpty();
    }

    @Test
    void aLongFileIsFound() throws IOException {
        write("A.java", HEADER + "package a;\n" + "// line\n".repeat(19) + "class A {}\n");
        assertThat(violations()).singleElement().asString().contains("22 lines");
    }

    @Test
    void aLongMethodIsFound() throws IOException {
        write("A.java", HEADER + "package a;\nclass A {\n  void m() {\n    int a;\n    int b;\n    int c;\n  }\n}\n");
        assertThat(violations()).singleElement().asString().contains("m has 5 lines");
    }

    @Test
    void aLongMethodOfANestedTypeIsFound() throws IOException {
        write(
                "A.java",
                HEADER
                        + "package a;\nclass A {\n  record B(int a, int b, int c) {\n    int m() {\n\n\n\n      return 1;\n    }\n  }\n}\n");
        assertThat(violations()).singleElement().asString().contains("m has 6 lines");
    }

    @Test
    void manyParametersAreFound() throws IOException {
        write("A.java", HEADER + "package a;\nclass A {\n  void m(int a, int b, int c) {}\n}\n");
        assertThat(violations()).singleElement().asString().contains("3 parameters");
    }

    @Test
    void theComponentsOfARecordAreNoParameters() throws IOException {
        write("A.java", HEADER + "package a;\nrecord A(int a, int b, int c) {\n  A {}\n}\n");
        assertThat(violations()).isEmpty();
    }

    @Test
    void aMissingLicenceHeaderIsFound() throws IOException {
        write("A.java", "package a;\nclass A {}\n");
        assertThat(violations()).singleElement().asString().contains("licence");
    }

    @Test
    void aNoteWithoutOwnerAndReasonIsFound() throws IOException {
        String note = "TO" + "DO";
        write(
                "A.java",
                HEADER + "package a;\n// " + note + " later\n// " + note + "(anna): waits for JDK 26\nclass A {}\n");
        assertThat(violations()).singleElement().asString().contains("A.java:3");
    }

    @Test
    void aPackageWithoutNullMarkedIsFound() throws IOException {
        write("package-info.java", HEADER + "package a;\n");
        write("A.java", HEADER + "package a;\nclass A {}\n");
        assertThat(violations()).singleElement().asString().contains("@NullMarked");
    }

    @Test
    void aPackageOfMoreThanTwentyFilesIsFound() throws IOException {
        for (int i = 0; i < 21; i++) {
            write("A" + i + ".java", HEADER + "package a;\nclass A" + i + " {}\n");
        }
        assertThat(violations()).singleElement().asString().contains("21 files");
    }

    @Test
    void buildOutputIsSkipped() throws IOException {
        Path generated = Files.createDirectories(root.resolve("m/target/generated-sources"));
        Files.writeString(generated.resolve("B.java"), "class B {}\n");
        assertThat(violations()).isEmpty();
    }
}
