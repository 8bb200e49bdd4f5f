package dev.gitlabmcp.net;

/** The files of a TLS server cannot be used; the message is a sentence for the operator. */
public final class TlsFilesException extends Exception {
    TlsFilesException(String sentence) {
        super(sentence);
    }
}
