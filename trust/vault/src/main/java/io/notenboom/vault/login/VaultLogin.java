// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault.login;

import io.notenboom.custody.CustodyException;
import io.notenboom.custody.CustodyUnavailableException;
import io.notenboom.vault.http.Deadline;
import io.notenboom.vault.http.VaultHttp;
import java.time.Instant;

/** A way to get a token. Called by one thread at a time. */
public sealed interface VaultLogin permits TokenFileLogin, AppRoleLogin, KubernetesLogin {

    /**
     * Gets a token.
     *
     * @throws CustodyUnavailableException if the Vault cannot be used at present
     * @throws CustodyException if what is shown to the Vault is missing or refused; says what to do
     */
    LoginToken login(VaultHttp http, Instant now, Deadline deadline);
}
