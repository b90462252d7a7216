// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery;

import io.notenboom.auth.subject.OwnDid;
import io.notenboom.trust.credential.Credential;
import io.notenboom.trust.credential.CredentialFormat;
import io.notenboom.trust.credential.CredentialIssuer;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.CredentialStatus;
import io.notenboom.trust.credential.CredentialTemplate;
import io.notenboom.trust.credential.CredentialType;
import io.notenboom.trust.json.StrictJson;
import java.time.Duration;
import java.util.List;

/** Credentials that have a status list entry. */
public final class RevocableCredentials {

    private RevocableCredentials() {}

    /** Of an organisation, for 30 days. */
    public static Credential organisation(DiscoveryScene scene, OwnDid holder) throws CredentialRefusedException {
        String list = "https://node.example:8443/statuslist/1";
        CredentialStatus status =
                new CredentialStatus(list + "#7", CredentialStatus.STATUS_LIST_2021, "revocation", "7", list);
        CredentialTemplate template = new CredentialTemplate(
                scene.south.did().withFragment("revocable"),
                CredentialType.NUTS_ORGANIZATION,
                List.of(CredentialType.NUTS_CONTEXT, CredentialStatus.STATUS_LIST_2021_CONTEXT),
                holder.did(),
                StrictJson.parseObject("{\"organization\":{\"name\":\"Zorg\",\"city\":\"Dorp\"}}", 1000),
                scene.now().plus(Duration.ofDays(30)),
                status);
        return new CredentialIssuer(scene.south.signingKeyId(), scene.node.signers.ofCredentials(scene.south))
                .issue(CredentialFormat.JWT_VC, template, scene.now());
    }
}
