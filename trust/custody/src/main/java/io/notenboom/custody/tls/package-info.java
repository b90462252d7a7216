// SPDX-License-Identifier: Apache-2.0
/** TLS with private keys that stay at their custodian. */
@NullMarked
package io.notenboom.custody.tls;

import org.jspecify.annotations.NullMarked;
