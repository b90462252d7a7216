// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.InvalidCustomerException;
import io.notenboom.hosting.customer.KeyCustody;
import io.notenboom.hosting.customer.RedisMode;
import io.notenboom.hosting.customer.ServicePlan;
import io.notenboom.hosting.customer.SpecProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CustomerDocumentTest {

    private static final String LEAST = """
            id: c7f3k2
            publicHost: c7f3k2.nuts.example.nl
            peerHost: peer-c7f3k2.nuts.example.nl
            network: test
            version: 1.4.0
            """;

    private static final String FULL = LEAST + """
            plan: standard
            resources: {cpuMillis: 4000, memoryMib: 4096}
            keys: {custody: transit, address: "https://vault.example.nl:8200", namespace: nuts, login: kubernetes}
            redis: shared
            gateway: nginx
            desiredState: paused
            backup: {target: "s3://backups/nuts/", everyMinutes: 15, recipients: [age1abc]}
            limits: {requestsPerSecond: 10}
            fhir: {baseUrl: "http://127.0.0.1:8090/fhir", version: stu3, username: node, passwordSecret: fhir-password}
            """;

    @Test
    void whatIsLeftOutIsUsual() {
        CustomerSpec spec = CustomerDocument.read(LEAST);
        assertThat(spec.plan()).isEqualTo(ServicePlan.SMALL);
        assertThat(spec.resources()).isEqualTo(ServicePlan.SMALL.resources());
        assertThat(spec.keys()).isEqualTo(new KeyCustody.SealedFile());
        assertThat(spec.redis()).isEqualTo(RedisMode.DEDICATED);
        assertThat(spec.backup()).isNull();
        assertThat(spec.fhir()).isNull();
    }

    @Test
    void whatIsWrittenIsReadAsTheSame() {
        for (String document : List.of(LEAST, FULL)) {
            CustomerSpec spec = CustomerDocument.read(document);
            assertThat(CustomerDocument.read(CustomerDocument.write(spec))).isEqualTo(spec);
            assertThat(CustomerDocument.read(CustomerDocument.write(spec).toString()))
                    .isEqualTo(spec);
        }
    }

    @Test
    void theExampleOfThePageIsRead() throws IOException {
        String page = Files.readString(
                Path.of(Objects.requireNonNull(System.getProperty("notenboom.root")), "docs/operations/hosting.md"));
        String example = page.substring(page.indexOf("```yaml\n") + "```yaml\n".length());
        CustomerSpec spec = CustomerDocument.read(example.substring(0, example.indexOf("```")));
        assertThat(spec.id().value()).isEqualTo("c7f3k2");
        assertThat(spec.fhir()).isNotNull();
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThat(problems("""
                        id: C7
                        publicHost: https://x
                        network: test
                        version: latest
                        plan: huge
                        resources: {cpuMillis: many, cores: 4}
                        keys: {custody: transit, address: "http://vault"}
                        backup: {target: "ftp://x/", everyMinutes: 1}
                        fhir: {baseUrl: "http://h/fhir", version: stu3, password: secret}
                        displayName: Zorggroep
                        colour: red
                        """))
                .extracting(SpecProblem::field)
                .containsExactlyInAnyOrder(
                        "id",
                        "publicHost",
                        "peerHost",
                        "version",
                        "plan",
                        "resources.cpuMillis",
                        "resources.cores",
                        "keys",
                        "backup",
                        "fhir.password",
                        "displayName",
                        "colour");
    }

    @Test
    void aLegalNameIsRefusedWithTheReason() {
        assertThat(problems(LEAST + "legalName: Zorggroep De Linde\n"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).startsWith("leave it out"))
                .satisfies(problem -> assertThat(problem.toString()).doesNotContain("Linde"));
    }

    @Test
    void repeatedFieldsAndOtherDocumentsAreRefused() {
        assertThat(problems(LEAST + "network: other\n")).hasSize(1);
        assertThat(problems("- a\n- b\n")).hasSize(1);
        assertThat(problems("")).hasSize(1);
        assertThat(problems("{")).hasSize(1);
        assertThat(problems("x".repeat(70_000))).hasSize(1);
    }

    @Test
    void peersAndBrowsersHaveDifferentHosts() {
        assertThat(problems(LEAST.replace("peer-c7f3k2", "c7f3k2")))
                .extracting(SpecProblem::field)
                .containsExactly("peerHost");
    }

    private static List<SpecProblem> problems(String document) {
        return Objects.requireNonNull(
                        catchThrowableOfType(InvalidCustomerException.class, () -> CustomerDocument.read(document)),
                        "refused")
                .problems();
    }
}
