// SPDX-License-Identifier: Apache-2.0
/** Reads what gateways send, each in the dialect that it is registered with. */
@NullMarked
package io.notenboom.pdp.pep.dialect;

import org.jspecify.annotations.NullMarked;
