// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.policy.Policies;
import io.notenboom.auth.policy.PolicyExplanation;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.wallet.Wallets;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.NotAudited;
import io.notenboom.trust.credential.Credential;
import io.notenboom.trust.exchange.PresentationDefinition;
import io.notenboom.trust.exchange.ScopePolicies;
import io.notenboom.trust.exchange.ScopePolicies.ScopeSelection;
import io.notenboom.trust.exchange.ScopePolicy.WalletOwner;
import io.notenboom.trust.presentation.PresentationRefusedException;
import io.notenboom.trust.presentation.UnverifiedPresentation;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says why a wallet or a presentation does not get a scope, and which credential would help (internal). */
@Path("/auth/v1/policies/explain")
@RunOnVirtualThread
public class PolicyExplainResource {

    private static final Set<String> MEMBERS =
            Set.of("scope", "wallet_owner_type", "server", "subject", "presentation");

    private final Policies policies;
    private final Wallets wallets;
    private final Caller caller;
    private final InstantSource clock;

    /** Explains with these. */
    public PolicyExplainResource(Policies policies, Wallets wallets, Caller caller, InstantSource clock) {
        this.policies = policies;
        this.wallets = wallets;
        this.caller = caller;
        this.clock = clock;
    }

    /** Matches the wallet of a subject, or what a presentation holds, which is not verified, with a policy. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("auth:request")
    @NotAudited("only asks")
    public ObjectNode explain(byte[] body) {
        JsonBody json = JsonBody.parse(body).only(MEMBERS);
        PresentationDefinition definition = definition(
                policies(json),
                json.requiredText("scope"),
                json.text("wallet_owner_type").orElse(WalletOwner.ORGANIZATION.member()));
        return shown(definition, PolicyExplanation.of(definition, credentials(json), clock.instant()));
    }

    /** The policies of the subject whose authorization server is meant; if none is, those for all. */
    private ScopePolicies policies(JsonBody json) {
        return json.text("server")
                .map(PathText::subject)
                .map(policies.current()::of)
                .orElseGet(policies.current()::policies);
    }

    private static PresentationDefinition definition(ScopePolicies policies, String scope, String ownerName) {
        if (!(policies.select(scope) instanceof ScopeSelection.Selected selected)) {
            throw Problems.badRequest("no policy of this node is for this scope; GET /auth/v1/policies lists them");
        }
        return Arrays.stream(WalletOwner.values())
                .filter(owner -> owner.member().equals(ownerName))
                .flatMap(owner ->
                        Optional.ofNullable(selected.policy().definitions().get(owner)).stream())
                .findFirst()
                .orElseThrow(() -> Problems.badRequest("the policy asks for nothing of this wallet_owner_type"));
    }

    private List<? extends Credential> credentials(JsonBody json) {
        Optional<String> subject = json.text("subject");
        Optional<JsonNode> presentation = json.node("presentation");
        if (subject.isPresent() == presentation.isPresent()) {
            throw Problems.badRequest("give either subject or presentation");
        }
        if (subject.isPresent()) {
            caller.requireSubject(subject.get());
            SubjectId id = PathText.subject(subject.get());
            return wallets.list(id);
        }
        JsonNode node = presentation.get();
        try {
            return UnverifiedPresentation.parse(node.isTextual() ? node.textValue() : node.toString())
                    .content()
                    .credentials();
        } catch (PresentationRefusedException refused) {
            throw Problems.badRequest("presentation: " + refused.reason().description());
        }
    }

    private static ObjectNode shown(PresentationDefinition definition, PolicyExplanation explanation) {
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("definition", definition.id())
                .put("fulfilled", explanation.fulfilled());
        ArrayNode descriptors = answer.putArray("descriptors");
        for (PolicyExplanation.Descriptor descriptor : explanation.descriptors()) {
            ObjectNode json = descriptors.addObject().put("id", descriptor.id()).put("met", descriptor.met());
            put(json, "type", descriptor.type());
            put(json, "credential", descriptor.credentialId());
            put(json, "reason", descriptor.reason());
            put(json, "fix", descriptor.fix());
        }
        return answer;
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
