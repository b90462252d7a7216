// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.credential;

/** Names of credential types and contexts that have a meaning here. */
public final class CredentialType {

    /** The type that every credential has. */
    public static final String VERIFIABLE_CREDENTIAL = "VerifiableCredential";

    /** Name and city of a care organisation; issued by a third party. */
    public static final String NUTS_ORGANIZATION = "NutsOrganizationCredential";

    /** An employee, said by the organisation that presents it. */
    public static final String NUTS_EMPLOYEE = "NutsEmployeeCredential";

    /** Participation in eOverdracht after an audit, as {@code credentialSubject.eOverdracht}. */
    public static final String E_OVERDRACHT = "EOverdrachtCredential";

    /** Registration parameters for a discovery service, said by the organisation that registers. */
    public static final String DISCOVERY_REGISTRATION = "DiscoveryRegistrationCredential";

    /** What a certificate says of its holder, signed with the key of that certificate by a did:x509. */
    public static final String X509 = "X509Credential";

    /** Context of VCDM 1.1. */
    public static final String VC_CONTEXT = "https://www.w3.org/2018/credentials/v1";

    /** Context of the Nuts credential types. */
    public static final String NUTS_CONTEXT = "https://nuts.nl/credentials/v1";

    private CredentialType() {}
}
