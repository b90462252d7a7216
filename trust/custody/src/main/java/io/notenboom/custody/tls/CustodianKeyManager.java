// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody.tls;

import io.notenboom.custody.CustodyException;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.UnknownKeyException;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows one certificate chain in TLS 1.2 and 1.3, as a client and as a server, and proves its key at the custodian: the
 * private key never enters the JVM's TLS. Works with sockets and engines. Immutable: for a new certificate make a new one.
 */
public final class CustodianKeyManager extends X509ExtendedKeyManager {

    private static final String ALIAS = "custodian";
    private static final String EC = "EC";

    private final List<X509Certificate> chain;
    private final CustodianPrivateKey privateKey;

    private CustodianKeyManager(List<X509Certificate> chain, CustodianPrivateKey privateKey) {
        this.chain = chain;
        this.privateKey = privateKey;
    }

    /**
     * A key manager for one key and its certificates.
     *
     * @param chain from the certificate of the key upward, without the root
     * @throws UnknownKeyException if there is no such key
     * @throws CustodyException if the first certificate is not for this key
     */
    public static CustodianKeyManager of(
            KeyCustodian custodian, KeyId keyId, KeyPurpose purpose, List<X509Certificate> chain) {
        PublicKey publicKey = custodian.publicKey(keyId);
        boolean fits = !chain.isEmpty()
                && Arrays.equals(chain.getFirst().getPublicKey().getEncoded(), publicKey.getEncoded());
        if (!fits || !(publicKey instanceof ECPublicKey ec)) {
            throw new CustodyException("the certificate is not for key " + keyId);
        }
        CustodianProvider.register();
        return new CustodianKeyManager(List.copyOf(chain), new CustodianPrivateKey(custodian, keyId, purpose, ec));
    }

    private @Nullable String choose(Principal @Nullable [] issuers, String... keyTypes) {
        return Arrays.asList(keyTypes).contains(EC) && isAccepted(issuers) ? ALIAS : null;
    }

    /** The peer lists the CAs that it accepts; no list means any. */
    private boolean isAccepted(Principal @Nullable [] issuers) {
        return issuers == null
                || issuers.length == 0
                || chain.stream()
                        .anyMatch(certificate -> Arrays.asList(issuers).contains(certificate.getIssuerX500Principal()));
    }

    private String @Nullable [] aliases(String keyType, Principal @Nullable [] issuers) {
        String alias = choose(issuers, keyType);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return choose(issuers, keyType);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return choose(issuers, keyType);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return choose(issuers, keyType);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return choose(issuers, keyType);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return aliases(keyType, issuers);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return aliases(keyType, issuers);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return ALIAS.equals(alias) ? chain.toArray(X509Certificate[]::new) : null;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return ALIAS.equals(alias) ? privateKey : null;
    }
}
