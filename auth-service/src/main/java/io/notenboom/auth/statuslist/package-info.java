// SPDX-License-Identifier: Apache-2.0
/** Status lists of own issuers: which entry a credential gets, what is revoked, and the lists as others read them. */
@NullMarked
package io.notenboom.auth.statuslist;

import org.jspecify.annotations.NullMarked;
