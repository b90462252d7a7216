// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.document.CustomerDocument;
import io.notenboom.hosting.kubernetes.Customers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is rendered for the customers in {@code src/test/resources/golden}, byte for byte. After a change that is meant run
 * once with {@code -Dgolden.write=true} and look at the difference.
 */
class GoldenFoldersTest {

    @ParameterizedTest
    @ValueSource(strings = {"small", "standard"})
    void rendersWhatTheFolderHas(String name) throws IOException {
        CustomerSpec spec = CustomerDocument.read(Customers.document(name));
        Map<String, String> rendered = new GitOpsFolder(Customers.platform()).files(spec);
        // the sources, not what was built from them: a file that was removed may still be there
        Path source = Path.of("src/test/resources/golden").resolve(name).resolve("out");
        if (Boolean.getBoolean("golden.write")) {
            var unused = new GitOpsFolder(Customers.platform()).write(spec, source);
        } else {
            assertThat(rendered).isEqualTo(files(source));
        }
    }

    @Test
    void theSameBytesAgain() {
        GitOpsFolder folder = new GitOpsFolder(Customers.platform());
        assertThat(folder.files(Customers.standard())).isEqualTo(folder.files(Customers.standard()));
    }

    @Test
    void removesWhatItRenderedBeforeAndNothingElse(@TempDir Path folder) throws IOException {
        GitOpsFolder writer = new GitOpsFolder(Customers.platform());
        var before = writer.write(Customers.standard(), folder);
        Files.writeString(folder.resolve("own.yaml"), "kind: ConfigMap\n");
        CustomerSpec small = Customers.small();
        assertThat(before).contains("cronjob-backup-auth-0.yaml");
        var after = writer.write(small, folder);
        assertThat(after).doesNotContain("cronjob-backup-auth-0.yaml");
        assertThat(files(folder).keySet())
                .contains("own.yaml")
                .containsAll(after)
                .doesNotContain("cronjob-backup-auth-0.yaml");
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> list = Files.list(folder)) {
            for (Path file : list.toList()) {
                files.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        }
        return files;
    }
}
