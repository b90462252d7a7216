// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.hosting.customer;

import org.jspecify.annotations.NullMarked;
