// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.TextNode;
import io.notenboom.auth.client.AuthorizationServer;
import io.notenboom.auth.client.NonceNeededException;
import io.notenboom.auth.client.RemoteServerException;
import io.notenboom.auth.client.RemoteServerException.Reason;
import io.notenboom.auth.store.authzen.AuthzenScopeDecisions;
import io.notenboom.auth.store.authzen.HttpDecisionPoint;
import io.notenboom.auth.token.scope.ScopeDecisions.Decision;
import io.notenboom.auth.token.scope.ScopeQuestion;
import io.notenboom.kit.customer.NodeMode;
import io.notenboom.kit.outbound.GuardedHttpClient;
import io.notenboom.kit.outbound.OutboundLimits;
import io.notenboom.kit.outbound.OutboundTrust;
import io.notenboom.trust.did.Did;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over HTTP to a server on the loopback address. */
class HttpAuthorizationServersTest {

    private static final String INSERT = "/.well-known/oauth-authorization-server";
    private static final ScopeQuestion QUESTION = new ScopeQuestion(
            new Did("did:web:b.example:iam:1"),
            Map.of("organization", Map.of("name", TextNode.valueOf("Zorg"))),
            "wide",
            List.of("wide"));

    private static Vertx vertx;
    private static GuardedHttpClient client;
    private static String base = "";

    @BeforeAll
    static void serve() throws Exception {
        vertx = Vertx.vertx();
        base = "http://127.0.0.1:"
                + vertx.createHttpServer()
                        .requestHandler(HttpAuthorizationServersTest::answer)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get()
                        .actualPort();
        client = new GuardedHttpClient(
                vertx, NodeMode.DEV, OutboundTrust.of(Optional.empty()), List.of("127.0.0.1"), OutboundLimits.STANDARD);
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    private static void answer(HttpServerRequest request) {
        var response = request.response().putHeader("Content-Type", "application/json");
        switch (request.path()) {
            case INSERT + "/insert" -> response.end(metadata("/insert", ""));
            case "/append" + INSERT -> response.end(metadata("/append", "/"));
            case "/append2" + INSERT -> response.end(metadata("/append2", ""));
            case INSERT + "/other" -> response.end(metadata("/another", ""));
            case INSERT + "/bare" ->
                response.end("{\"issuer\":\"" + base + "/bare\",\"token_endpoint\":\"" + base + "/bare/token\"}");
            case "/scope" ->
                response.setStatusCode(400).end("{\"error\":\"invalid_scope\",\"error_description\":\"<b>\"}");
            case "/odd" -> response.setStatusCode(400).end("{\"error\":\"made_up_word\"}");
            case "/internal" -> response.setStatusCode(500).end("{\"error\":\"server_error\"}");
            case "/busy" -> response.setStatusCode(400).end("{\"error\":\"temporarily_unavailable\"}");
            case "/nonce" ->
                response.setStatusCode(400).putHeader("DPoP-Nonce", "n-1").end("{\"error\":\"use_dpop_nonce\"}");
            case "/odd-nonce" ->
                response.setStatusCode(400).putHeader("DPoP-Nonce", "n\"1").end("{\"error\":\"use_dpop_nonce\"}");
            case "/page" -> response.setStatusCode(502).end("<html>");
            case "/pdp/access/v1/evaluations" ->
                response.setStatusCode("Bearer pdp-token".equals(request.getHeader("Authorization")) ? 200 : 401)
                        .end("{\"evaluations\":[{\"decision\":true}]}");
            default -> response.setStatusCode(404).end();
        }
    }

    private static String metadata(String path, String slash) {
        return """
                {"issuer":"%s%s%s","token_endpoint":"%s/token","presentation_definition_endpoint":"%s/pd",
                 "did_methods_supported":["web"],"grant_types_supported":["vp_token-bearer"],
                 "vp_formats_supported":{"jwt_vp_json":{},"jwt_vc_json":{},"ldp_vp":{}}}
                """.formatted(base, path, slash, base, base);
    }

    @Test
    void asksAtTheInsertedFormThenAtTheAppendedOne() throws Exception {
        AuthorizationServer inserted = servers().metadata(URI.create(base + "/insert"));
        assertThat(inserted.formats()).containsExactlyInAnyOrder("jwt_vp", "jwt_vc", "ldp_vp");
        assertThat(inserted.grantTypes()).containsExactly("vp_token-bearer");
        assertThat(servers().metadata(URI.create(base + "/append2")).issuer()).isEqualTo(base + "/append2");
    }

    @ParameterizedTest
    @CsvSource({"/append,INVALID_ANSWER", "/other,INVALID_ANSWER", "/none,REFUSED"})
    void theIssuerHasToBeTheSameCharacterByCharacter(String path, Reason reason) {
        assertThatExceptionOfType(RemoteServerException.class)
                .isThrownBy(() -> servers().metadata(URI.create(base + path)))
                .extracting(RemoteServerException::reason)
                .isEqualTo(reason);
    }

    @Test
    void aServerNeedNotPublishDefinitions() throws Exception {
        assertThat(servers().metadata(URI.create(base + "/bare")).presentationDefinitionEndpoint())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "/scope,REFUSED,invalid_scope",
        "/odd,REFUSED,",
        "/internal,REFUSED,server_error",
        "/busy,UNAVAILABLE,temporarily_unavailable",
        "/page,UNAVAILABLE,",
        "/missing,REFUSED,"
    })
    @DisplayName("errors: no remote body of another server is repeated")
    void tellsTheRegisteredErrorCodeOfARefusal(String path, Reason reason, @Nullable String code) {
        assertThatExceptionOfType(RemoteServerException.class)
                .isThrownBy(() -> servers().presentationDefinition(URI.create(base + path), "care summary"))
                .satisfies(failed -> {
                    assertThat(failed.reason()).isEqualTo(reason);
                    assertThat(failed.oauthCode()).isEqualTo(Optional.ofNullable(code));
                    assertThat(failed.describe()).doesNotContain("<b>").doesNotContain("made_up_word");
                });
    }

    @Test
    void tellsTheNonceThatTheServerWantsToBeShown() {
        assertThatExceptionOfType(NonceNeededException.class)
                .isThrownBy(() -> servers().requestToken(at("/nonce"), Map.of(), "proof"))
                .satisfies(needed -> assertThat(needed.nonce()).isEqualTo("n-1"));
        for (String path : List.of("/odd-nonce", "/scope")) {
            assertThatExceptionOfType(RemoteServerException.class)
                    .isThrownBy(() -> servers().requestToken(at(path), Map.of(), "proof"))
                    .isNotInstanceOf(NonceNeededException.class);
        }
        assertThatExceptionOfType(RemoteServerException.class)
                .isThrownBy(() -> servers().requestToken(at("/nonce"), Map.of(), null))
                .isNotInstanceOf(NonceNeededException.class);
    }

    private static AuthorizationServer at(String tokenEndpoint) {
        return new AuthorizationServer(base, URI.create(base + tokenEndpoint), null, Set.of(), Set.of(), Set.of());
    }

    @Test
    void asksADecisionPointOfAnotherHostWithItsToken(@TempDir Path folder) throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "pdp-token\n");
        assertThat(new AuthzenScopeDecisions(new HttpDecisionPoint(client, URI.create(base + "/pdp/"), token))
                        .decide(QUESTION))
                .isInstanceOfSatisfying(Decision.Decided.class, decided -> assertThat(decided.granted())
                        .containsExactly("wide"));
    }

    @ParameterizedTest
    @CsvSource({"/pdp", "/elsewhere"})
    void aDecisionPointThatRefusesUsIsNoDecision(String path) {
        assertThat(new AuthzenScopeDecisions(new HttpDecisionPoint(client, URI.create(base + path), null))
                        .decide(QUESTION))
                .isInstanceOf(Decision.Unavailable.class);
    }

    private static HttpAuthorizationServers servers() {
        return new HttpAuthorizationServers(client);
    }
}
