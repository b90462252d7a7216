// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509;

/** What a certificate profile of the Nuts registry asks of a certificate. */
public enum ProfileRule {
    /** The issuer's name and signature are those of the expected issuer. */
    ISSUER("the certificate is not issued by the expected issuer"),
    /** The signature is ECDSA or RSA with SHA-256 or better. */
    SIGNATURE_ALGORITHM("the signature algorithm is not ECDSA or RSA with SHA-256 or better"),
    /** The key is EC on P-256, P-384 or P-521, or RSA of 2048 bits or more. */
    KEY("the key is not EC on P-256 or better, or RSA of 2048 bits or more"),
    /** The key is EC; with {@link #KEY} that is P-256, P-384 or P-521. */
    EC_KEY("the key is not EC on P-256 or better"),

    /** The serial number is positive and at most 20 octets (RFC 5280 §4.1.2.2). */
    SERIAL_NUMBER("the serial number is not a positive number of at most 20 octets"),
    /** Critical extensions are key usage, basic constraints, extended key usage or alternative names. */
    CRITICAL_EXTENSIONS("a critical extension is not understood"),
    /** CA is true. */
    IS_CA("the certificate is not that of a CA"),
    /** CA is false or absent. */
    IS_NO_CA("the certificate must not be that of a CA"),
    /** The path length is 0: this CA issues no other CA. */
    PATH_LENGTH("the path length constraint is not 0"),
    /** Key usage is exactly what the profile says. */
    KEY_USAGE("the key usage is not what the profile says"),
    /** Key usage is critical. */
    KEY_USAGE_CRITICAL("the key usage is not critical"),
    /** Extended key usage is server and client authentication. */
    EXTENDED_KEY_USAGE("the extended key usage is not server and client authentication"),
    /** At least one dNSName or iPAddress, and no alternative name of another type. */
    ALTERNATIVE_NAMES("the alternative names are not DNS names or addresses"),
    /** Three years by the calendar, to the second. */
    VALIDITY("the certificate is not valid for exactly three years"),
    /** Subject has one CN. */
    COMMON_NAME("the subject has no CN, or more than one"),
    /** Subject has one O. */
    ORGANIZATION("the subject has no O, or more than one"),
    /** Subject has one ST. */
    PROVINCE("the subject has no ST, or more than one"),
    /** Subject has one C: two capital letters. */
    COUNTRY("the subject has no C of two capital letters, or more than one"),
    /** Subject has one serialNumber: a KvK number of eight digits. */
    KVK("the subject has no serialNumber of eight digits, or more than one");

    private final String failure;

    ProfileRule(String failure) {
        this.failure = failure;
    }

    /** What is wrong with a certificate that fails this rule, fit for the sender's eyes. */
    public String failure() {
        return failure;
    }
}
