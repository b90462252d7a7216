// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.hosting.control.Specs;
import io.notenboom.hosting.control.process.ProcessSettings.Network;
import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.hosting.control.state.Customers;
import io.notenboom.hosting.control.state.RecordFiles;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.NetworkName;
import io.notenboom.hosting.customer.SoftwareVersion;
import io.notenboom.hosting.customer.SpecProblem;
import io.notenboom.hosting.customer.document.CustomerDocument;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdmissionTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path folder;

    private Customers customers;

    @BeforeEach
    void nobody() {
        customers = new Customers(new RecordFiles(folder.resolve("customers")));
    }

    private List<String> problems(CustomerSpec spec, int memoryMib) {
        return problems(spec, memoryMib, null);
    }

    private List<String> problems(CustomerSpec spec, int memoryMib, @Nullable HostVault vault) {
        ProcessSettings settings = new ProcessSettings(
                folder.resolve("nodes"),
                folder,
                folder.resolve("secrets"),
                Map.of(new SoftwareVersion("1.4.0"), folder),
                Map.of(new NetworkName("test"), new Network("http://127.0.0.1", folder, folder, null, List.of())),
                memoryMib,
                List.of(),
                vault);
        return new Admission(settings, customers)
                .problems(spec).stream().map(SpecProblem::field).toList();
    }

    private static CustomerSpec standard(CustomerSpec spec) {
        return CustomerDocument.read(CustomerDocument.write(spec).put("plan", "standard"));
    }

    @Test
    void aSmallNodeIsPromisedTheMemoryOfTheProcessesThatItHas() {
        CustomerSpec spec = Specs.of("c7f3k2");
        int room = spec.resources().memoryOf(2);
        assertThat(room).isLessThan(spec.resources().memoryMib());
        assertThat(problems(spec, room)).isEmpty();
        assertThat(problems(spec, room - 1)).containsExactly("resources.memoryMib");
        assertThat(problems(standard(spec), room)).containsExactly("resources.memoryMib");
        assertThat(customers.add(CustomerRecord.of(Specs.of("d00001"), NOW))).isTrue();
        assertThat(problems(spec, 2 * room)).isEmpty();
        assertThat(problems(spec, 2 * room - 1)).containsExactly("resources.memoryMib");
    }

    @Test
    void thePlanOfANodeThatHasFilesStays() throws IOException {
        CustomerSpec spec = Specs.of("c7f3k2");
        assertThat(customers.add(CustomerRecord.of(spec, NOW))).isTrue();
        assertThat(problems(standard(spec), 8192)).isEmpty();
        Files.createDirectories(folder.resolve("nodes/c7f3k2"));
        assertThat(problems(standard(spec), 8192)).containsExactly("plan");
        assertThat(problems(spec, 8192)).isEmpty();
    }

    private static CustomerSpec atVault(String address, String login) {
        ObjectNode document = CustomerDocument.write(Specs.of("c7f3k2"));
        document.putObject("keys")
                .put("custody", "transit")
                .put("address", address)
                .put("login", login);
        return CustomerDocument.read(document);
    }

    @Test
    void keysMayBeInTheHostsVaultAndInNoOther() {
        HostVault vault = new HostVault(URI.create("https://vault.example:8200"), null, null, folder);
        assertThat(problems(atVault("https://vault.example:8200", "approle"), 8192, vault))
                .isEmpty();
        assertThat(problems(atVault("https://vault.example:8200", "approle"), 8192))
                .containsExactly("keys.custody");
        assertThat(problems(atVault("https://other.example", "approle"), 8192, vault))
                .containsExactly("keys.address");
        assertThat(problems(atVault("https://vault.example:8200", "kubernetes"), 8192, vault))
                .containsExactly("keys.login");
    }
}
