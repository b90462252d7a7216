// SPDX-License-Identifier: Apache-2.0
/** KeyCustodian port and the sealed-file custodian. */
@NullMarked
package io.notenboom.custody;

import org.jspecify.annotations.NullMarked;
