// SPDX-License-Identifier: Apache-2.0
/** The ports to private keys, and the custodian that keeps them in sealed files. */
@NullMarked
package io.notenboom.custody;

import org.jspecify.annotations.NullMarked;
