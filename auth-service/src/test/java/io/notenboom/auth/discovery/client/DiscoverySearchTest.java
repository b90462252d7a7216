// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.discovery.DiscoveryScene;
import io.notenboom.auth.store.memory.InMemoryParticipation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscoverySearchTest {

    private static final String SERVICE = DiscoveryScene.SERVICE;
    private static final String NAME = "credentialSubject.organization.name";

    private final DiscoveryScene scene = new DiscoveryScene();
    private final Directory directory = new Directory(scene);
    private final InMemoryParticipation.Copies copies = new InMemoryParticipation.Copies();
    private final DiscoverySearch search = new DiscoverySearch(directory.definitions, copies, scene.node.clock);

    @BeforeEach
    void oneTakesPart() throws Exception {
        directory.register(scene.service, scene.presentation(scene.west));
        new ListFollower(directory, scene.rules, copies, scene.node.clock).follow(scene.service);
    }

    private List<Found> find(Map<String, String> query) {
        return search.search(SERVICE, query).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "Zorg,1", "zorg,1", "Zo*,1", "*rg,1", "*or*,1", "*,1", "**,1", "Zor,0", "org,0", "*Zo,0", "rg*,0", "Z*g,0",
        "'',0"
    })
    @DisplayName("discovery: search wildcards")
    void starsStandAtTheStartTheEndOrAlone(String text, int found) {
        assertThat(find(Map.of(NAME, text))).hasSize(found);
    }

    @Test
    void allParametersFitOneCredential() {
        assertThat(find(Map.of(NAME, "Zorg", "credentialSubject.organization.city", "Dorp")))
                .hasSize(1);
        assertThat(find(Map.of(NAME, "Zorg", "credentialSubject.organization.city", "Stad")))
                .isEmpty();
        assertThat(find(Map.of("credentialSubject.authServerURL", "*"))).hasSize(1);
        assertThat(find(Map.of(NAME, "Zorg", "credentialSubject.authServerURL", "*")))
                .as("these are in two credentials")
                .isEmpty();
        assertThat(find(Map.of("type", "NutsOrganizationCredential"))).hasSize(1);
        assertThat(find(Map.of("issuer", scene.south.did().value()))).hasSize(1);
        assertThat(find(Map.of("credentialSubject.organization", "*")))
                .as("only texts are searched")
                .isEmpty();
        assertThat(find(Map.of("credentialSubject.unknown", "*"))).isEmpty();
    }

    @Test
    void tellsFieldsAndParameters() {
        Found found = find(Map.of()).getFirst();
        assertThat(found.signer()).isEqualTo(scene.west.did());
        assertThat(found.fields().get("organization_name").asText()).isEqualTo("Zorg");
        assertThat(found.fields()).containsOnlyKeys("organization_name", "auth_server_url");
        assertThat(found.parameters().toString())
                .isEqualTo("{\"authServerURL\":\"https://node.example:8443/oauth2/west\"}");
        assertThat(found.toString()).doesNotContain("Zorg");
        assertThat(search.search("unknown", Map.of())).isEmpty();
    }
}
