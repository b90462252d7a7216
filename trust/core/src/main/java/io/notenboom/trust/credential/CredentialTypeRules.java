// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidSyntaxException;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.did.DidX509;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a credential of each type must hold, as Nuts nodes check it, plus EOverdrachtCredential. */
final class CredentialTypeRules {

    private static final Pattern VERSION = Pattern.compile("[0-9]{1,4}\\.[0-9]{1,4}");
    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");
    private static final Set<String> ROLES = Set.of("sender", "receiver");

    private CredentialTypeRules() {}

    /** Rules for credentials that an issuer signs. */
    static void checkIssued(CredentialContent content) throws CredentialRefusedException {
        checkCommon(content);
        for (CredentialStatus status : content.statuses()) {
            checkStatus(content, status);
        }
        switch (content.specificType().orElse("")) {
            case CredentialType.NUTS_ORGANIZATION -> checkOrganization(content);
            case CredentialType.E_OVERDRACHT -> checkEOverdracht(content);
            case CredentialType.X509 -> checkCertificateClaims(content);
            case "NutsAuthorizationCredential" -> checkIdOfIssuer(content);
            default -> {
                // other types have no rules of their own
            }
        }
    }

    /** Rules for every credential. */
    static void checkCommon(CredentialContent content) throws CredentialRefusedException {
        List<String> types = content.types();
        require(
                types.contains(CredentialType.VERIFIABLE_CREDENTIAL)
                        && (types.size() == 1
                                || (types.size() == 2 && content.specificType().isPresent())),
                CredentialRefusal.TYPES);
        require(content.contexts().contains(CredentialType.VC_CONTEXT), CredentialRefusal.CONTEXT);
        String id = content.id();
        require(id != null && !id.isBlank() && !content.subjects().isEmpty(), CredentialRefusal.INCOMPLETE);
        require(content.subjectId().isPresent(), CredentialRefusal.INCOMPLETE);
    }

    private static void checkOrganization(CredentialContent content) throws CredentialRefusedException {
        checkIdOfIssuer(content);
        require(content.contexts().contains(CredentialType.NUTS_CONTEXT), CredentialRefusal.CONTEXT);
        JsonNode organization = onlySubject(content).path("organization");
        require(isFilled(organization.path("name")) && isFilled(organization.path("city")), CredentialRefusal.CLAIMS);
    }

    private static void checkEOverdracht(CredentialContent content) throws CredentialRefusedException {
        checkIdOfIssuer(content);
        JsonNode claims = onlySubject(content).path("eOverdracht");
        require(ROLES.contains(claims.path("role").asText("")), CredentialRefusal.CLAIMS);
        require(VERSION.matcher(claims.path("version").asText("")).matches(), CredentialRefusal.CLAIMS);
        try {
            require(LocalDate.parse(claims.path("auditDate").asText("")).getYear() > 2000, CredentialRefusal.CLAIMS);
        } catch (DateTimeParseException noDate) {
            throw new CredentialRefusedException(CredentialRefusal.CLAIMS, noDate);
        }
    }

    /** Each claim is one that the DID of the issuer demands of its certificate. */
    private static void checkCertificateClaims(CredentialContent content) throws CredentialRefusedException {
        DidX509 issuer;
        try {
            issuer = DidX509.parse(content.issuer());
        } catch (DidSyntaxException other) {
            throw new CredentialRefusedException(CredentialRefusal.CLAIMS, other);
        }
        for (Map.Entry<String, JsonNode> policy : onlySubject(content).properties()) {
            if (policy.getKey().equals("id")) {
                continue;
            }
            require(policy.getValue().isObject() && !policy.getValue().isEmpty(), CredentialRefusal.CLAIMS);
            for (Map.Entry<String, JsonNode> claim : policy.getValue().properties()) {
                String value = claim.getValue().textValue();
                require(
                        value != null && issuer.demands(policy.getKey(), claim.getKey(), value),
                        CredentialRefusal.CLAIMS);
            }
        }
    }

    private static ObjectNode onlySubject(CredentialContent content) throws CredentialRefusedException {
        require(content.subjects().size() == 1, CredentialRefusal.CLAIMS);
        return content.subjects().getFirst();
    }

    private static void checkIdOfIssuer(CredentialContent content) throws CredentialRefusedException {
        String id = content.id();
        Did owner = id == null ? null : DidUrl.tryParse(id).map(DidUrl::did).orElse(null);
        require(content.issuer().equals(owner), CredentialRefusal.ID_NOT_OF_ISSUER);
    }

    private static void checkStatus(CredentialContent content, CredentialStatus status)
            throws CredentialRefusedException {
        if (!status.type().equals(CredentialStatus.STATUS_LIST_2021)) {
            return;
        }
        require(content.contexts().contains(CredentialStatus.STATUS_LIST_2021_CONTEXT), CredentialRefusal.CONTEXT);
        String purpose = status.purpose();
        String index = status.index();
        String list = status.listCredential();
        require(
                purpose != null
                        && !purpose.isBlank()
                        && index != null
                        && INDEX.matcher(index).matches()
                        && list != null
                        && !list.isBlank()
                        && !status.id().equals(list),
                CredentialRefusal.STATUS_MALFORMED);
    }

    private static boolean isFilled(JsonNode node) {
        return node.isTextual() && !node.textValue().isBlank();
    }

    private static void require(boolean condition, CredentialRefusal reason) throws CredentialRefusedException {
        if (!condition) {
            throw new CredentialRefusedException(reason);
        }
    }
}
