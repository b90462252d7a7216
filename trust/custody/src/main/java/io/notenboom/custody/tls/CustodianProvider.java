// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody.tls;

import io.notenboom.custody.CustodyException;
import io.notenboom.trust.jose.InvalidSignatureException;
import io.notenboom.trust.jose.SignatureProviders;
import java.io.ByteArrayOutputStream;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JCA provider through which JSSE signs with a {@link CustodianPrivateKey}. It takes keys of that class only, so that it
 * changes nothing for other keys of the JVM.
 */
final class CustodianProvider extends Provider {

    private static final long serialVersionUID = 1L;
    private static final String NAME = "NotenboomCustodian";

    private CustodianProvider() {
        super(NAME, "1.0", "ECDSA signatures made by a key custodian");
        putService(new EcdsaService(this, "SHA256withECDSA", 256));
        putService(new EcdsaService(this, "SHA384withECDSA", 384));
    }

    /**
     * Makes the provider known to the JVM, behind all others; does nothing if it is known already. One that another class
     * loader left there, of an application that was started again in this JVM, knows nothing of our keys and is replaced.
     */
    static void register() {
        if (!(Security.getProvider(NAME) instanceof CustodianProvider)) {
            Security.removeProvider(NAME);
            Security.addProvider(new CustodianProvider());
        }
    }

    private static final class EcdsaService extends Service {

        private final int curveBits;

        EcdsaService(Provider provider, String algorithm, int curveBits) {
            super(
                    provider,
                    "Signature",
                    algorithm,
                    Ecdsa.class.getName(),
                    List.of(),
                    Map.of("SupportedKeyClasses", CustodianPrivateKey.class.getName()));
            this.curveBits = curveBits;
        }

        @Override
        public Object newInstance(@Nullable Object constructorParameter) {
            return new Ecdsa(curveBits);
        }
    }

    private static final class Ecdsa extends SignatureSpi {

        private final int curveBits;
        private final ByteArrayOutputStream input = new ByteArrayOutputStream();
        private @Nullable CustodianPrivateKey key;

        Ecdsa(int curveBits) {
            this.curveBits = curveBits;
        }

        @Override
        protected void engineInitSign(PrivateKey privateKey) throws InvalidKeyException {
            if (!(privateKey instanceof CustodianPrivateKey own)
                    || own.getParams().getOrder().bitLength() != curveBits) {
                throw new InvalidKeyException("not a key at a custodian on the curve of this algorithm");
            }
            key = own;
            input.reset();
        }

        @Override
        protected void engineUpdate(byte data) {
            input.write(data);
        }

        @Override
        protected void engineUpdate(byte[] data, int offset, int length) {
            input.write(data, offset, length);
        }

        @Override
        protected byte[] engineSign() throws SignatureException {
            if (key == null) {
                throw new SignatureException("not initialised");
            }
            try {
                return SignatureProviders.ecdsaToDer(key.sign(input.toByteArray()));
            } catch (CustodyException | InvalidSignatureException e) {
                throw new SignatureException("the custodian did not sign", e);
            } finally {
                input.reset();
            }
        }

        @Override
        protected void engineInitVerify(PublicKey publicKey) throws InvalidKeyException {
            throw new InvalidKeyException("a custodian signs only");
        }

        @Override
        protected boolean engineVerify(byte[] signature) throws SignatureException {
            throw new SignatureException("a custodian signs only");
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {
            throw new UnsupportedOperationException("no parameters");
        }

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException("no parameters");
        }
    }
}
