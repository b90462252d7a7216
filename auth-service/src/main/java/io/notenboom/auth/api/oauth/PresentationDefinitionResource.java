// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.oauth;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.policy.Policies;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.auth.token.OAuthError;
import io.notenboom.kit.access.NoScopeNeeded;
import io.notenboom.trust.exchange.ScopePolicies.ScopeSelection;
import io.notenboom.trust.exchange.ScopePolicy;
import io.notenboom.trust.exchange.ScopePolicy.WalletOwner;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells wallets what a scope asks for (public). */
@Path("/oauth2/{subject}/presentation_definition")
@RunOnVirtualThread
public class PresentationDefinitionResource {

    private final Subjects subjects;
    private final Policies policies;

    /** Answers from the policies in use. */
    public PresentationDefinitionResource(Subjects subjects, Policies policies) {
        this.subjects = subjects;
        this.policies = policies;
    }

    /** Answers; a parameter that is there and empty comes as null, which is told from one that is not there. */
    @GET
    @NoScopeNeeded("what a scope asks for is public")
    public Response definition(
            @PathParam("subject") String subject,
            @QueryParam("scope") @Nullable String scope,
            @QueryParam("wallet_owner_type") @Nullable String walletOwnerType,
            @Context UriInfo uri) {
        boolean empty = scope == null && uri.getQueryParameters().containsKey("scope");
        return definition(subject, empty ? "" : scope, walletOwnerType);
    }

    /** The presentation definition of a scope; an empty one for an empty scope, as Nuts nodes answer. */
    Response definition(String subject, @Nullable String scope, @Nullable String walletOwnerType) {
        Optional<Subject> found =
                SubjectId.tryParse(subject).flatMap(subjects::find).filter(Subject::isActive);
        if (found.isEmpty()) {
            return OAuthAnswers.error(OAuthError.invalidRequest("subject not found"));
        }
        if (scope == null) {
            return OAuthAnswers.error(OAuthError.invalidRequest("missing parameter: scope"));
        }
        if (scope.isBlank()) {
            ObjectNode empty = JsonNodeFactory.instance.objectNode().put("id", "");
            empty.putArray("input_descriptors");
            return OAuthAnswers.cacheable(empty);
        }
        String owner = walletOwnerType == null ? WalletOwner.ORGANIZATION.member() : walletOwnerType;
        return switch (policies.current().of(found.get().id()).select(scope)) {
            case ScopeSelection.Selected selected -> answer(selected.policy(), owner);
            case ScopeSelection.Unknown _, ScopeSelection.Several _ ->
                OAuthAnswers.error(OAuthError.invalidScope("unknown scope"));
            case ScopeSelection.ExtraNotAllowed _ ->
                OAuthAnswers.error(OAuthError.invalidScope("this scope must be asked for alone"));
        };
    }

    private static Response answer(ScopePolicy policy, String ownerName) {
        return Arrays.stream(WalletOwner.values())
                .filter(owner -> owner.member().equals(ownerName))
                .findFirst()
                .flatMap(owner -> Optional.ofNullable(policy.definitions().get(owner)))
                .map(definition -> OAuthAnswers.cacheable(definition.json()))
                .orElseGet(() -> OAuthAnswers.error(
                        OAuthError.invalidRequest("this scope asks for no presentation of this wallet owner type")));
    }
}
